import { findEmbeddings } from '../../library/embeddings.repository.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Asker } from './asked-images.ts';
import { readFound, withIndexes } from './found-images.repository.ts';
import { cosineOf } from './likeness.rules.ts';
import { likenessOf, surestFirst } from './likeness-tiers.rules.ts';
import type { Likeness } from './likeness-tiers.rules.ts';
import type { SearchParts } from './search-parts.ts';
import { readScope } from './search-scope.ts';
import type { ComparedBy } from './search-vectors.ts';
import { searchError } from './search.errors.ts';
import { findAsked, findLikely, readDigests } from './similar.repository.ts';
import type { AskedImage } from './similar.repository.ts';
import { compareWith } from './similarity.ts';
import { readSharedVectors } from './vectors.repository.ts';
import { withDeadline } from './with-deadline.ts';

/** So many of those that look most alike are held against digests and embeddings; more look alike by chance only. */
const MOST_BY_LOOK = 200;
const NEAREST_MS = 3000;

/** An image that is like another one, and how. */
export type SimilarImage = { readonly image: ImageRow; readonly likeness: Likeness; readonly model?: string };

/** How many are wanted, and of which project. */
export type Wanted = { readonly limit: number; readonly projectId: string | undefined };

/** A direction among the vectors of a model. */
export type AskedVector = ComparedBy & { readonly vector: Float32Array };

/** The images that are most like one that somebody may see. Throws `search.no_image`. */
export const findSimilarTo = async (
  parts: SearchParts,
  principal: Asker,
  { imageId, ...wanted }: Wanted & { readonly imageId: string },
): Promise<SimilarImage[]> => {
  const { db, vectors } = parts;
  const asked = await findAsked(db, principal, imageId);
  if (asked === undefined) throw searchError('search.no_image');
  const [own, dual] = await Promise.all([readSharedVectors(db, [imageId]), vectors?.textEncoders() ?? []]);
  // A model that understands texts knows best what pictures show.
  const chosen = own.find(({ model }) => dual.some((known) => known.model === model)) ?? own[0];
  const vector = chosen?.vectors.get(imageId);
  return findSimilar(parts, principal, {
    ...wanted,
    asked,
    except: imageId,
    vector: chosen === undefined || vector === undefined ? null : { ...chosen, vector },
  });
};

/** The images that are most like a picture, by its digests, by a vector of it where there is one, and by its look. */
export const findSimilar = async (
  parts: SearchParts,
  principal: Asker,
  {
    asked,
    vector,
    except,
    limit,
    projectId,
  }: Wanted & {
    readonly asked: AskedImage;
    readonly vector: AskedVector | null;
    readonly except: string | null;
  },
): Promise<SimilarImage[]> => {
  const nearest = vector === null ? [] : await askVectors(parts, principal, { vector, except, limit, projectId });
  return withIndexes(parts.db, async (tx) => {
    const looks = await compareLooks(tx, principal, { asked, except, projectId });
    const ids = [...new Set([...looks.keys(), ...nearest])];
    const digests = await readDigests(tx, ids);
    const cosines = vector === null ? new Map<string, number>() : await readCosines(tx, vector, ids);
    const compared = ids.flatMap((id) => {
      const other = digests.get(id);
      if (other === undefined) return [];
      const told = { look: looks.get(id) ?? null, cosine: cosines.get(id) ?? null };
      return [{ id, likeness: likenessOf(asked.digests, other, told) }];
    });
    const found = new Map(
      surestFirst(compared)
        .slice(0, limit)
        .map(({ id, likeness }) => [id, likeness]),
    );
    const rows = await readFound(tx, principal, [...found.keys()]);
    return rows.flatMap((image) => {
      const likeness = found.get(image.id);
      if (likeness === undefined) return [];
      const isCompared = likeness.by === 'embedding' && vector !== null;
      return [{ image, likeness, ...(isCompared ? { model: vector.model } : {}) }];
    });
  });
};

/** How far those that look most alike are from a look. */
const compareLooks = async (
  db: Queryable,
  principal: Asker,
  {
    asked: { look },
    except,
    projectId,
  }: { readonly asked: AskedImage; readonly except: string | null; readonly projectId: string | undefined },
): Promise<ReadonlyMap<string, number>> => {
  if (look === null) return new Map();
  const scope = await readScope(db, principal, projectId);
  const likely = await findLikely(db, { asked: look, scope, except });
  const distanceTo = compareWith(look);
  const compared = likely.map((other) => ({ id: other.id, distance: distanceTo(other) }));
  return new Map(
    compared
      .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? 1 : -1))
      .slice(0, MOST_BY_LOOK)
      .map(({ id, distance }) => [id, distance]),
  );
};

/** Ids of the nearest by the index; none when it does not answer: looks are compared anyway. */
const askVectors = async (
  { vectors, failed, patience = 1 }: SearchParts,
  principal: Asker,
  { vector, except, limit, projectId }: Wanted & { readonly vector: AskedVector; readonly except: string | null },
): Promise<string[]> => {
  if (vectors === null) return [];
  const ownerId = principal.role === 'admin' ? null : principal.userId;
  const leaveOut = except === null ? [] : [except];
  const { model, version, vector: direction } = vector;
  const question = { model, version, vector: direction, limit, ownerId, projectId, leaveOut };
  try {
    const near = await withDeadline(NEAREST_MS * patience, () => vectors.nearest(question));
    return near?.map(({ imageId }) => imageId) ?? [];
  } catch (error) {
    failed(error);
    return [];
  }
};

const readCosines = async (
  db: Queryable,
  { vector, ...by }: AskedVector,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const vectors = await findEmbeddings(db, { ...by, ids });
  return new Map(vectors.map((other) => [other.imageId, cosineOf(vector, other.vector)]));
};
