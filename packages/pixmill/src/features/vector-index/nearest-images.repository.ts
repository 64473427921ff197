import { and, eq, gt, asc, sql, type SQL } from 'drizzle-orm';
import { unpackVector } from '../../library/embedding-bytes.ts';
import type { ImageEmbedding } from '../../library/embeddings.repository.ts';
import { imageEmbeddings, vectorChanges } from '../../library/embeddings.schema.ts';
import type { NearestQuestion } from '../../library/nearest-images.ts';
import { isThere } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';

/** Whose embeddings of which model. */
export type NearestScope = Pick<NearestQuestion, 'model' | 'version' | 'ownerId' | 'projectId'> & {
  readonly dimensions: number;
};

const PAGE = 1000;

const inScope = ({ model, version, dimensions, ownerId, projectId }: NearestScope): SQL | undefined =>
  and(
    eq(imageEmbeddings.model, model),
    eq(imageEmbeddings.version, version),
    eq(imageEmbeddings.dimensions, dimensions),
    isThere,
    ownerId === null ? undefined : eq(projects.ownerId, ownerId),
    projectId === undefined ? undefined : eq(projects.id, projectId),
  );

const isOneOf = (ids: readonly string[]): SQL => sql`${imageEmbeddings.imageId} = any(${sql.param([...ids])}::uuid[])`;

const embeddingsWhere = (db: Database, where: SQL | undefined, limit: number) =>
  db
    .select({ imageId: imageEmbeddings.imageId, vector: imageEmbeddings.vector })
    .from(imageEmbeddings)
    .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(where)
    .orderBy(asc(imageEmbeddings.imageId))
    .limit(limit);

/** Those of some images that are in scope now: kept, of a project that is there, and of the owner who asks. */
export const findInScope = async (
  db: Database,
  scope: NearestScope,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ imageId: imageEmbeddings.imageId })
    .from(imageEmbeddings)
    .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(and(inScope(scope), isOneOf(ids)));
  return new Set(rows.map(({ imageId }) => imageId));
};

/** Embeddings in scope that came or changed since the store was told, at most so many. */
export const findChangedInScope = async (
  db: Database,
  scope: NearestScope,
  most: number,
): Promise<ImageEmbedding[]> => {
  const hasChanged = sql`${imageEmbeddings.imageId} in (select ${vectorChanges.imageId} from ${vectorChanges})`;
  const rows = await embeddingsWhere(db, and(inScope(scope), hasChanged), most);
  return rows.map(({ imageId, vector }) => ({ imageId, vector: unpackVector(vector) }));
};

/** Whether no more embeddings than so many are in scope. */
export const areAtMost = async (db: Database, scope: NearestScope, most: number): Promise<boolean> => {
  const rows = await db
    .select({ one: sql`1` })
    .from(imageEmbeddings)
    .innerJoin(projects, eq(projects.id, imageEmbeddings.projectId))
    .where(inScope(scope))
    .offset(most)
    .limit(1);
  return rows.length === 0;
};

/** All embeddings in scope, in pages. */
export const readVectorsInScope = async function* (db: Database, scope: NearestScope): AsyncGenerator<ImageEmbedding> {
  for (let last: string | undefined; ;) {
    const after = last === undefined ? undefined : gt(imageEmbeddings.imageId, last);
    const rows = await embeddingsWhere(db, and(inScope(scope), after), PAGE);
    for (const { imageId, vector } of rows) yield { imageId, vector: unpackVector(vector) };
    last = rows.at(-1)?.imageId;
    if (last === undefined || rows.length < PAGE) return;
  }
};
