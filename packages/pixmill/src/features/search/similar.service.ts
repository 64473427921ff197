import { inspectCodes } from '../../imaging/inspect.errors.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders } from '../../imaging/inspection.ts';
import { lookOf } from '../../library/image-look.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database, Queryable } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { readFound, withIndexes } from './found-images.repository.ts';
import { readScope } from './search-scope.ts';
import { searchError } from './search.errors.ts';
import { findLikely, findLook } from './similar.repository.ts';
import type { AskedLook } from './similar.repository.ts';
import { compareWith } from './similarity.ts';

/** An image that looks alike: 0 is the same picture, 1 has nothing in common. */
export type SimilarImage = { readonly image: ImageRow; readonly distance: number };

type Asker = Pick<Principal, 'role' | 'userId'>;
type Wanted = { readonly limit: number; readonly projectId: string | undefined };

/** The images that look most like one that somebody may see. Throws `search.no_image`. */
export const findSimilarTo = (
  db: Database,
  principal: Asker,
  { imageId, ...wanted }: Wanted & { readonly imageId: string },
): Promise<SimilarImage[]> =>
  withIndexes(db, async (tx) => {
    const asked = await findLook(tx, principal, imageId);
    if (asked === undefined) throw searchError('search.no_image');
    return asked === null ? [] : findSimilar(tx, principal, { ...wanted, asked, except: imageId });
  });

/** The images that look most like a local file, of which nothing is kept. Throws `inspect.*` for what it may be. */
export const findSimilarToFile = async (
  { db, decoders, maxPixels }: { db: Database; decoders: Pick<Decoders, 'inspect'>; maxPixels: number },
  principal: Asker,
  { path, signal, ...wanted }: Wanted & { readonly path: string; readonly signal: AbortSignal },
): Promise<SimilarImage[]> => {
  const result = await decoders.inspect(path, { ...INSPECT_LIMITS, maxPixels }, { signal, preview: { kind: 'none' } });
  if (!result.ok) throw new PixmillError(inspectCodes, result.code, { detail: result.detail });
  const { phash, hashable } = result.inspection;
  const { palette, shape } = lookOf(result.inspection);
  const asked = { palette, shape, phash, hashable };
  return withIndexes(db, (tx) => findSimilar(tx, principal, { ...wanted, asked, except: null }));
};

const findSimilar = async (
  db: Queryable,
  principal: Asker,
  { asked, except, limit, projectId }: Wanted & { readonly asked: AskedLook; readonly except: string | null },
): Promise<SimilarImage[]> => {
  const scope = await readScope(db, principal, projectId);
  const likely = await findLikely(db, { asked, scope, except });
  const distanceOf = compareWith(asked);
  const nearest = likely
    .map((look) => ({ id: look.id, distance: distanceOf(look) }))
    .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
  const distances = new Map(nearest.map(({ id, distance }) => [id, distance]));
  const rows = await readFound(
    db,
    principal,
    nearest.map(({ id }) => id),
  );
  return rows.map((image) => ({ image, distance: Math.round((distances.get(image.id) ?? 1) * 10_000) / 10_000 }));
};
