import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { insertSearched } from '../../../test/searched-images.ts';
import { seededRandom } from '../../imaging/seeded-random.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import type { Database } from '../../platform/database/database.ts';

const DIMENSIONS = 24;

/** Near enough to a bell curve. */
const normalOf = (random: () => number) => (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);

const centreOf = (kind: number): readonly number[] =>
  Array.from({ length: DIMENSIONS }, normalOf(seededRandom(1000 + kind)));

/** Vectors of unit length around a centre for each kind, the same for the same seed. */
const vectorsOf = (
  kinds: readonly number[],
  { seed = 1, noise = 0.5 }: { readonly seed?: number; readonly noise?: number } = {},
): Float32Array[] => {
  const random = seededRandom(seed);
  const normal = normalOf(random);
  const centres = new Map(kinds.map((kind) => [kind, centreOf(kind)]));
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

/** Makes a project large: so many copies of one of its images without a label, each with a vector around a kind's centre. */
export const copyImage = async (
  db: Database,
  {
    projectId,
    imageId,
    kinds,
    seed = 9,
  }: { projectId: string; imageId: string; kinds: readonly number[]; seed?: number },
): Promise<readonly string[]> => {
  const ids = kinds.map(() => uuidv7());
  const changed = ids.map((id) => ({ id, sha256: createHash('sha256').update(id).digest('hex'), label: null }));
  await db.execute(sql`
    with changed as (select value from jsonb_array_elements(${JSON.stringify(changed)}::jsonb) as value),
         stored as (insert into blobs (sha256, bytes, content_type) select value->>'sha256', 1, 'image/jpeg' from changed)
    insert into images select (jsonb_populate_record(images, value)).* from images, changed where images.id = ${imageId}`);
  const vectors = vectorsOf(kinds, { seed });
  const rows = ids.map((id, index) => ({
    imageId: id,
    projectId,
    model: 'synthetic',
    version: 1,
    vector: vectors[index] ?? new Float32Array(DIMENSIONS),
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await db.transaction((tx) => writeEmbeddings(tx, rows.slice(start, start + 500)));
  }
  return ids;
};
