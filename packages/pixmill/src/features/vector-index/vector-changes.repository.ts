import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { unpackVector } from '../../library/embedding-bytes.ts';
import { imageEmbeddings, vectorChanges } from '../../library/embeddings.schema.ts';
import { images, projects } from '../../library/schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { VectorRow } from '../../platform/vectors/vector-rows.ts';
import { isUsable, type VectorSpace } from './vector-space.ts';

/** Something of an embedding that the vector store has not been told. */
export type VectorChange = VectorSpace & { readonly seq: bigint; readonly imageId: string };

/** Projects of the command line have no owner, where the store wants one: nobody's id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Waits until no other process tells the store of changes or makes it anew; held until the transaction ends. */
export const lockStore = async (tx: Transaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('vector store', 0))`);
};

/** The oldest changes that the store has not been told. */
export const readChanges = (db: Queryable, limit: number): Promise<VectorChange[]> => {
  const { seq, imageId, model, version, dimensions } = vectorChanges;
  return db
    .select({ seq, imageId, model, version, dimensions })
    .from(vectorChanges)
    .orderBy(asc(vectorChanges.seq))
    .limit(limit);
};

/** Forgets changes that the store knows now. */
export const removeChanges = async (tx: Transaction, changes: readonly VectorChange[]): Promise<void> => {
  const seqs = changes.map(({ seq }) => seq.toString());
  await tx.delete(vectorChanges).where(sql`${vectorChanges.seq} = any(${sql.param(seqs)}::bigint[])`);
};

/** Whether more changes than so many wait. */
export const areMoreThan = async (db: Queryable, most: number): Promise<boolean> => {
  const rows = await db
    .select({ seq: vectorChanges.seq })
    .from(vectorChanges)
    .orderBy(asc(vectorChanges.seq))
    .offset(most)
    .limit(1);
  return rows.length > 0;
};

/** How many changes wait. */
export const countChanges = (db: Queryable): Promise<number> => db.$count(vectorChanges);

/** What belongs into the store of some images in a space, as it is now: the others must not be in it. */
export const readKept = async (
  db: Queryable,
  { model, version, dimensions }: VectorSpace,
  ids: readonly string[],
): Promise<VectorRow[]> => {
  const rows = await db
    .select({
      id: imageEmbeddings.imageId,
      projectId: projects.id,
      ownerId: projects.ownerId,
      vector: imageEmbeddings.vector,
    })
    .from(imageEmbeddings)
    .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
    .innerJoin(projects, and(eq(projects.id, images.projectId), isNull(projects.removedAt)))
    .where(
      and(
        sql`${imageEmbeddings.imageId} = any(${sql.param([...ids])}::uuid[])`,
        eq(imageEmbeddings.model, model),
        eq(imageEmbeddings.version, version),
        eq(imageEmbeddings.dimensions, dimensions),
      ),
    );
  return rows.map(({ ownerId, vector, ...row }) => ({
    ...row,
    ownerId: ownerId ?? NOBODY,
    vector: unpackVector(vector),
  }));
};

/**
 * Notes every embedding, or those of one space, as one that the store must be told, in place of earlier notes of the same;
 * returns how many there are. The store must be locked.
 */
export const noteAll = async (tx: Transaction, space?: VectorSpace): Promise<number> => {
  const where =
    space === undefined
      ? sql`true`
      : sql`(e.model = ${space.model} and e.version = ${space.version} and e.dimensions = ${space.dimensions})`;
  await tx.execute(sql`
    delete from vector_changes c using image_embeddings e
     where (c.image_id, c.model, c.version, c.dimensions) = (e.image_id, e.model, e.version, e.dimensions) and ${where}`);
  const { rowCount } = await tx.execute(sql`
    insert into vector_changes (image_id, model, version, dimensions)
    select e.image_id, e.model, e.version, e.dimensions from image_embeddings e where ${where}`);
  return rowCount ?? 0;
};

const isOfSpace = ({ model, version, dimensions }: VectorSpace) =>
  and(
    eq(imageEmbeddings.model, model),
    eq(imageEmbeddings.version, version),
    eq(imageEmbeddings.dimensions, dimensions),
  );

/** Every space that has embeddings. */
export const readSpaces = (db: Queryable): Promise<VectorSpace[]> =>
  db
    .selectDistinct({
      model: imageEmbeddings.model,
      version: imageEmbeddings.version,
      dimensions: imageEmbeddings.dimensions,
    })
    .from(imageEmbeddings);

/** A few vectors of a space. */
export const readSomeVectors = async (db: Queryable, space: VectorSpace, limit: number): Promise<Float32Array[]> => {
  const rows = await db
    .select({ vector: imageEmbeddings.vector })
    .from(imageEmbeddings)
    .where(isOfSpace(space))
    .limit(limit);
  return rows.map(({ vector }) => unpackVector(vector)).filter((vector) => isUsable(vector, space));
};

/** How many vectors of a space belong into the store, and how many more may be in it until removed projects are gone. */
export const countKept = async (
  db: Queryable,
  space: VectorSpace,
): Promise<{ readonly least: number; readonly most: number }> => {
  const [row] = await db
    .select({ most: count(), least: sql<number>`count(*) filter (where ${isNull(projects.removedAt)})::int` })
    .from(imageEmbeddings)
    .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(isOfSpace(space));
  return row ?? { least: 0, most: 0 };
};
