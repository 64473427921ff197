import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { insertSearched } from '../../../test/searched-images.ts';
import { users } from '../../library/accounts.schema.ts';
import { unpackVector } from '../../library/embedding-bytes.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';
import type { Database } from '../../platform/database/database.ts';
import { openVectorStore, type VectorStore } from '../../platform/vectors/vector-store.ts';
import { tableOf, type VectorSpace } from './vector-space.ts';

/** The space of most tests. */
export const SPACE: VectorSpace = { model: 'tiny', version: 1, dimensions: 8 };

/** A random vector of unit length. */
export const randomUnit = (dimensions = SPACE.dimensions): Float32Array => {
  const vector = Float32Array.from({ length: dimensions }, () => Math.random() * 2 - 1);
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
};

/** A database and a store in a folder. */
export const openIndexTest = async (): Promise<{
  readonly database: TestDatabase;
  readonly db: Database;
  readonly folder: string;
  readonly store: VectorStore;
  readonly close: () => Promise<void>;
}> => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-vector-index-'));
  const store = await openVectorStore({ url: folder });
  return {
    database,
    db: database.db,
    folder,
    store,
    close: async () => {
      await store.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Adds a user; returns the id. */
export const addUser = async (db: Database, role: 'user' | 'admin' = 'user'): Promise<string> => {
  const id = randomUUID();
  await db.insert(users).values({ id, email: `${id}@example.com`, role });
  return id;
};

/** Adds a project of somebody's with kept images; with embeddings unless `embedded` is false. */
export const addImages = async (
  db: Database,
  {
    ownerId,
    count,
    embedded = true,
  }: { readonly ownerId: string; readonly count: number; readonly embedded?: boolean },
): Promise<{ readonly projectId: string; readonly imageIds: readonly string[] }> => {
  const { projectId, imageIds } = await insertSearched(db, {
    ownerId,
    given: Array.from({ length: count }, () => ({})),
  });
  if (embedded) await embed(db, { projectId, images: imageIds.map((imageId) => ({ imageId, vector: randomUnit() })) });
  return { projectId, imageIds };
};

/** Writes embeddings as the analysis does. */
export const embed = (
  db: Database,
  {
    projectId,
    images,
    ...model
  }: {
    readonly projectId: string;
    readonly images: readonly { readonly imageId: string; readonly vector: Float32Array }[];
    readonly model?: string;
    readonly version?: number;
  },
): Promise<void> =>
  db.transaction((tx) =>
    writeEmbeddings(
      tx,
      images.map((image) => ({ model: SPACE.model, version: SPACE.version, ...model, projectId, ...image })),
    ),
  );

/** What PostgreSQL says belongs into a table of the store: vectors by image. */
export const wantedIn = async (db: Database, space: VectorSpace): Promise<Map<string, readonly number[]>> => {
  const { rows } = await db.execute<{ id: string; vector: Buffer }>(sql`
    select e.image_id as id, e.vector from image_embeddings e
      join images i on i.id = e.image_id and i.status = 'kept'
      join projects p on p.id = i.project_id and p.removed_at is null
     where e.model = ${space.model} and e.version = ${space.version} and e.dimensions = ${space.dimensions}`);
  return new Map(rows.map(({ id, vector }) => [id, Array.from(unpackVector(vector))]));
};

/** What a table of the store holds of some images, by image. */
export const heldIn = async (
  store: VectorStore,
  space: VectorSpace,
  ids: readonly string[],
): Promise<Map<string, readonly number[]>> => {
  const held = await store.table(tableOf(space)).vectorsOf(ids);
  return new Map([...held].map(([id, vector]) => [id, Array.from(vector)]));
};
