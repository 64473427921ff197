import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { SearchParts } from '../src/features/search/search-parts.ts';
import { inspectImage } from '../src/imaging/inspect-image.ts';
import { SHAPE_BYTES } from '../src/imaging/shape-descriptor.ts';
import { lookOf } from '../src/library/image-look.ts';
import type { InspectedLook } from '../src/library/image-look.ts';
import { projects } from '../src/library/schema.ts';
import { lockForSettling } from '../src/mill/settle/open-settler.ts';
import { settleBatch } from '../src/mill/settle/settle-batch.ts';
import type { PassedCandidate } from '../src/mill/settle/settlement.ts';
import type { Database } from '../src/platform/database/database.ts';
import { candidateAt, insertJob, passed } from './mill-rows.ts';

/** A search by words, colours and looks only. */
export const searchOf = (db: Database): SearchParts => ({
  db,
  vectors: null,
  failed: (error) => {
    throw error;
  },
});

/** What is special about an image that search is to find. */
export type SearchedImage = Omit<Partial<PassedCandidate['image']>, 'measures'> & {
  readonly palette?: InspectedLook['palette'];
  readonly shape?: Uint8Array;
  readonly embedded?: PassedCandidate['image']['measures']['embedded'];
};

/** What the mill would know of a picture's look. */
export const inspected = async (
  file: string | Uint8Array,
  originalName: string,
): Promise<Required<InspectedLook> & { originalName: string }> => {
  const result = await inspectImage(file, { maxPixels: 1e8, maxChannels: 5 }, { preview: { kind: 'none' } });
  if (!result.ok) throw new Error(`${originalName}: ${result.code}`);
  const { palette, shape, phash, hashable } = result.inspection;
  return { originalName, palette, shape, phash, hashable };
};

/** Writes kept images into a new project of somebody's, as the mill does, but without any files. Returns their ids in order. */
export const insertSearched = async (
  db: Database,
  { ownerId, given }: { readonly ownerId: string; readonly given: readonly SearchedImage[] },
): Promise<{ readonly projectId: string; readonly imageIds: readonly string[] }> => {
  const { projectId, jobId, rows } = await insertJob(db, {
    candidates: given.map((_, index) => candidateAt(`http://images.test/${index}`)),
  });
  await db.update(projects).set({ ownerId }).where(eq(projects.id, projectId));
  const settlements = rows.map((row, index): PassedCandidate => {
    const { palette = [], shape = new Uint8Array(SHAPE_BYTES), embedded = {}, ...columns } = given[index] ?? {};
    const usual = passed(row, {
      sha256: createHash('sha256').update(randomUUID()).digest('hex'),
      query: '',
      ...columns,
    });
    const { phash, hashable } = usual.image;
    return {
      ...usual,
      look: lookOf({ palette, shape, phash, hashable }),
      image: { ...usual.image, measures: { ...usual.image.measures, palette, embedded } },
    };
  });
  await db.transaction(async (tx) => {
    await lockForSettling(tx, { projectId, jobId });
    await settleBatch(tx, { projectId, nearDistance: null, settlements });
  });
  return { projectId, imageIds: settlements.map(({ image }) => image.id) };
};
