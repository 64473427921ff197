import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { unpackVector } from '../../library/embedding-bytes.ts';
import type { ImageEmbedding } from '../../library/embeddings.repository.ts';
import { imageEmbeddings } from '../../library/embeddings.schema.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, projects } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { inScope } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import type { ComparedBy } from './search-vectors.ts';

const isOneOf = (ids: readonly string[]): SQL => sql`${imageEmbeddings.imageId} = any (${sql.param([...ids])}::uuid[])`;

const isBy = ({ model, version }: ComparedBy): SQL | undefined =>
  and(eq(imageEmbeddings.model, model), eq(imageEmbeddings.version, version));

/** The vectors of the images in scope that fulfil a condition on `images`; `null` when they are more than `most`. */
export const readPassingVectors = async (
  db: Queryable,
  { scope, filter, most, ...by }: ComparedBy & { scope: SearchScope; filter: SQL; most: number },
): Promise<ImageEmbedding[] | null> => {
  const rows = await db
    .select({ imageId: imageEmbeddings.imageId, vector: imageEmbeddings.vector })
    .from(imageEmbeddings)
    .innerJoin(images, eq(images.id, imageEmbeddings.imageId))
    .where(and(isBy(by), inScope(imageEmbeddings.projectId, scope), eq(images.status, 'kept'), filter))
    .limit(most + 1);
  if (rows.length > most) return null;
  return rows.map(({ imageId, vector }) => ({ imageId, vector: unpackVector(vector) }));
};

/** The vectors that every one of some images has, and who made them; by the name of the model. */
export const readSharedVectors = async (
  db: Queryable,
  ids: readonly string[],
): Promise<readonly (ComparedBy & { readonly vectors: ReadonlyMap<string, Float32Array> })[]> => {
  const rows = await db.select().from(imageEmbeddings).where(isOneOf(ids)).orderBy(imageEmbeddings.model);
  const wanted = new Set(ids).size;
  return Array.from(
    Map.groupBy(rows, ({ model, version, dimensions }) => `${model} ${version} ${dimensions}`).values(),
    (group) => ({
      model: group[0]?.model ?? '',
      version: group[0]?.version ?? 0,
      vectors: new Map(group.map(({ imageId, vector }) => [imageId, unpackVector(vector)])),
    }),
  ).filter(({ vectors }) => vectors.size === wanted);
};

/** Whether a model has seen any of somebody's images. */
export const hasVectorsOf = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  { model, projectId }: { readonly model: string; readonly projectId: string | undefined },
): Promise<boolean> => {
  // Project by project: the index begins with it.
  const rows = await db
    .select({ id: projects.id })
    .from(projects)
    .where(
      and(
        ownProject(principal),
        projectId === undefined ? undefined : eq(projects.id, projectId),
        sql`exists (select from image_embeddings where project_id = projects.id and model = ${model})`,
      ),
    )
    .limit(1);
  return rows.length > 0;
};
