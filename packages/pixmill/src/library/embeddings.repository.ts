import { and, asc, count, desc, eq, gt, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../platform/database/database.ts';
import { packVector, unpackVector } from './embedding-bytes.ts';
import { imageEmbeddings } from './embeddings.schema.ts';
import { images } from './schema.ts';

/** What a model made of an image. */
export type ImageEmbedding = {
  readonly imageId: string;
  /** Unit length. */
  readonly vector: Float32Array;
};

const PAGE = 1000;

/** Writes embeddings, or replaces those of the same image and model. */
export const writeEmbeddings = async (
  tx: Transaction,
  embeddings: readonly (ImageEmbedding & {
    readonly projectId: string;
    readonly model: string;
    readonly version: number;
  })[],
): Promise<void> => {
  if (embeddings.length === 0) return;
  const rows = embeddings.map(({ vector, ...embedding }) => ({
    ...embedding,
    dimensions: vector.length,
    vector: packVector(vector),
  }));
  await tx
    .insert(imageEmbeddings)
    .values(rows)
    .onConflictDoUpdate({
      target: [imageEmbeddings.imageId, imageEmbeddings.model],
      set: {
        version: sql`excluded.version`,
        projectId: sql`excluded.project_id`,
        dimensions: sql`excluded.dimensions`,
        vector: sql`excluded.vector`,
      },
    });
};

/** A model whose embeddings a project has. */
export type ProjectModel = {
  readonly model: string;
  readonly version: number;
  readonly dimensions: number;
  /** Kept images that have one. */
  readonly images: number;
};

/** The models whose embeddings a project's kept images have, the one with most images first. */
export const projectModels = (db: Queryable, projectId: string): Promise<ProjectModel[]> => {
  const { model, version, dimensions } = imageEmbeddings;
  return db
    .select({ model, version, dimensions, images: count() })
    .from(imageEmbeddings)
    .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
    .where(eq(imageEmbeddings.projectId, projectId))
    .groupBy(model, version, dimensions)
    .orderBy(desc(count()), desc(version), asc(model));
};

/** The embeddings of a project's kept images by one model and version, by image id; read in pages. */
export const readEmbeddings = async function* (
  db: Queryable,
  { projectId, model, version }: Pick<ProjectModel, 'model' | 'version'> & { readonly projectId: string },
): AsyncGenerator<ImageEmbedding> {
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({ imageId: imageEmbeddings.imageId, vector: imageEmbeddings.vector })
      .from(imageEmbeddings)
      .innerJoin(images, and(eq(images.id, imageEmbeddings.imageId), eq(images.status, 'kept')))
      .where(
        and(
          eq(imageEmbeddings.projectId, projectId),
          eq(imageEmbeddings.model, model),
          eq(imageEmbeddings.version, version),
          last === undefined ? undefined : gt(imageEmbeddings.imageId, last),
        ),
      )
      .orderBy(asc(imageEmbeddings.imageId))
      .limit(PAGE);
    for (const { imageId, vector } of rows) yield { imageId, vector: unpackVector(vector) };
    last = rows.at(-1)?.imageId;
    if (last === undefined || rows.length < PAGE) return;
  }
};

/** The embeddings of some images by one model and version; images that have none are left out. */
export const findEmbeddings = async (
  db: Queryable,
  { ids, model, version }: Pick<ProjectModel, 'model' | 'version'> & { readonly ids: readonly string[] },
): Promise<ImageEmbedding[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ imageId: imageEmbeddings.imageId, vector: imageEmbeddings.vector })
    .from(imageEmbeddings)
    .where(
      and(
        sql`${imageEmbeddings.imageId} = any (${sql.param([...ids])}::uuid[])`,
        eq(imageEmbeddings.model, model),
        eq(imageEmbeddings.version, version),
      ),
    );
  return rows.map(({ imageId, vector }) => ({ imageId, vector: unpackVector(vector) }));
};
