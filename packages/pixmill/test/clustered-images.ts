import { inArray } from 'drizzle-orm';
import { writeEmbeddings } from '../src/library/embeddings.repository.ts';
import { images } from '../src/library/schema.ts';
import type { Database } from '../src/platform/database/database.ts';
import { randomNumbers } from './mill-rows.ts';
import { insertSearched } from './searched-images.ts';

/** Images with embeddings in groups that are plain to see. */
export type ClusteredImages = {
  readonly projectId: string;
  readonly imageIds: readonly string[];
  /** Number of each image's true group, from 0. */
  readonly truth: readonly number[];
};

const DIMENSIONS = 48;

/** A vector of unit length near the direction of its group; the same for the same numbers. */
export const vectorOf = (group: number, seed: number, spread = 0.15): Float32Array => {
  const centre = randomNumbers(group * 7919 + 1);
  const noise = randomNumbers(seed * 104_729 + 3);
  const numbers = Float32Array.from({ length: DIMENSIONS }, () => centre() - 0.5 + (noise() - 0.5) * spread);
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
};

/** Writes embeddings of images as a model's. */
export const embed = (
  db: Database,
  projectId: string,
  vectors: readonly { readonly imageId: string; readonly vector: Float32Array }[],
): Promise<void> =>
  db.transaction((tx) =>
    writeEmbeddings(
      tx,
      vectors.map((vector) => ({ ...vector, projectId, model: 'test-model', version: 1 })),
    ),
  );

/** Writes kept images of somebody's with embeddings: `sizes[n]` of group n, tagged `group n` and `everything`. */
export const insertClustered = async (
  db: Database,
  { ownerId, sizes, spread }: { readonly ownerId: string; readonly sizes: readonly number[]; readonly spread?: number },
): Promise<ClusteredImages> => {
  const truth = sizes.flatMap((size, group) => Array.from({ length: size }, () => group));
  const given = truth.map((group) => ({ tags: [`group ${group}`, 'everything'] }));
  const { projectId, imageIds } = await insertSearched(db, { ownerId, given });
  const vectors = imageIds.map((imageId, at) => ({ imageId, vector: vectorOf(truth[at] ?? 0, at, spread) }));
  await embed(db, projectId, vectors);
  return { projectId, imageIds, truth };
};

/** Removes rows of images, as an end of whatever removed them. */
export const forget = async (db: Database, ids: readonly string[]): Promise<void> => {
  await db.delete(images).where(inArray(images.id, [...ids]));
};
