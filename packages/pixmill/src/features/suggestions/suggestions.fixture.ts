import { v7 as uuidv7 } from 'uuid';
import { insertSearched } from '../../../test/searched-images.ts';
import { seededRandom } from '../../imaging/seeded-random.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import type { Database } from '../../platform/database/database.ts';

const DIMENSIONS = 24;

/** Vectors of unit length around a centre for each kind, the same for the same seed. */
export const vectorsOf = (
  kinds: readonly number[],
  { seed = 1, noise = 0.5 }: { readonly seed?: number; readonly noise?: number } = {},
): Float32Array[] => {
  const random = seededRandom(seed);
  const normal = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);
  const centres = new Map<number, readonly number[]>();
  for (let kind = 0; kind <= Math.max(...kinds); kind++) centres.set(kind, Array.from({ length: DIMENSIONS }, normal));
  return kinds.map((kind) => {
    const values = (centres.get(kind) ?? []).map((value) => value + noise * normal());
    const length = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / length);
  });
};

/** An image of a project: its label, what it really is, and whether a model has seen it. */
export type GivenImage = { readonly kind: number; readonly label?: string | null; readonly isSeen?: boolean };

/** Writes a project of somebody's whose images have vectors around the centre of their kind. */
export const insertLabelled = async (
  db: Database,
  {
    ownerId,
    given,
    ...making
  }: {
    readonly ownerId: string;
    readonly given: readonly GivenImage[];
    readonly seed?: number;
    readonly noise?: number;
  },
): Promise<{ readonly projectId: string; readonly imageIds: readonly string[] }> => {
  const searched = given.map(({ label = null }) => ({ label }));
  const { projectId, imageIds } = await insertSearched(db, { ownerId, given: searched });
  const vectors = vectorsOf(
    given.map(({ kind }) => kind),
    making,
  );
  const rows = given.flatMap(({ isSeen = true }, index) =>
    isSeen
      ? [
          {
            imageId: imageIds[index] ?? uuidv7(),
            projectId,
            model: 'synthetic',
            version: 1,
            vector: vectors[index] ?? new Float32Array(DIMENSIONS),
          },
        ]
      : [],
  );
  await db.transaction((tx) => writeEmbeddings(tx, rows));
  return { projectId, imageIds };
};
