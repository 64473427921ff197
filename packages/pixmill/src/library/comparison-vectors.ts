import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { Queryable } from '../platform/database/database.ts';
import { projectModels, readEmbeddings, type ImageEmbedding } from './embeddings.repository.ts';
import { LOOK_DIMENSIONS, lookVector } from './look-vector.ts';
import { images } from './schema.ts';
import { imageLooks } from './search.schema.ts';

/** What the images of a project are compared by. */
export type Comparison = {
  /** A model that has seen most of them, or their look (composition, edges, colours) where none has. */
  readonly by: { readonly kind: 'model'; readonly model: string; readonly version: number } | { readonly kind: 'look' };
  readonly dimensions: number;
  /** Kept images that can be compared. */
  readonly images: number;
  /** Kept images in all. */
  readonly all: number;
};

/** A model that has seen less of a project than this says too little about it. */
const LEAST_SHARE = 0.5;
const PAGE = 1000;

/** Chooses what the images of a project are compared by: the model that has seen most of them, else their look. */
export const chooseComparison = async (db: Queryable, projectId: string): Promise<Comparison> => {
  const [kept] = await db
    .select({ all: count() })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.status, 'kept')));
  const all = kept?.all ?? 0;
  const [best] = await projectModels(db, projectId);
  if (best !== undefined && best.images >= all * LEAST_SHARE) {
    const { model, version, dimensions } = best;
    return { by: { kind: 'model', model, version }, dimensions, images: best.images, all };
  }
  return { by: { kind: 'look' }, dimensions: LOOK_DIMENSIONS, images: all, all };
};

/** The vectors (unit length) of a project's kept images that are compared, by image id; read in pages. */
export const readComparisonVectors = (
  db: Queryable,
  { projectId, by }: { readonly projectId: string; readonly by: Comparison['by'] },
): AsyncGenerator<ImageEmbedding> =>
  by.kind === 'model' ? readEmbeddings(db, { projectId, ...by }) : readLooks(db, projectId);

const readLooks = async function* (db: Queryable, projectId: string): AsyncGenerator<ImageEmbedding> {
  for (let last: string | undefined; ;) {
    const rows = await db
      .select({ imageId: images.id, shape: imageLooks.shape, palette: imageLooks.palette })
      .from(images)
      .innerJoin(imageLooks, eq(imageLooks.imageId, images.id))
      .where(
        and(
          eq(images.projectId, projectId),
          eq(images.status, 'kept'),
          last === undefined ? undefined : gt(images.id, last),
        ),
      )
      .orderBy(asc(images.id))
      .limit(PAGE);
    for (const { imageId, ...look } of rows) yield { imageId, vector: lookVector(look) };
    last = rows.at(-1)?.imageId;
    if (last === undefined || rows.length < PAGE) return;
  }
};
