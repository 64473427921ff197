import { and, asc, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { imageAnalyses, type AnalysisMark, type ImageAnalysisRow } from '../../library/analysis.schema.ts';
import { lockProject } from '../../library/project-lock.ts';
import { images, type ImageRow } from '../../library/schema.ts';
import type { Database, Queryable, Transaction } from '../../platform/database/database.ts';

/** Lets images be analysed again that a worker was at when it died; one project is analysed by one worker at a time. */
export const resetProcessing = (db: Database, projectId: string): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    await tx
      .update(images)
      .set({ aiStatus: 'pending' })
      .where(and(eq(images.projectId, projectId), eq(images.aiStatus, 'processing')));
  });

/** Takes the oldest pending images of a project into work. */
export const takePending = (db: Database, projectId: string, most: number): Promise<readonly ImageRow[]> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const pending = await tx
      .select({ id: images.id })
      .from(images)
      .where(and(eq(images.projectId, projectId), eq(images.aiStatus, 'pending')))
      .orderBy(asc(images.createdAt), asc(images.id))
      .limit(most);
    if (pending.length === 0) return [];
    return tx
      .update(images)
      .set({ aiStatus: 'processing', aiError: null })
      .where(
        inArray(
          images.id,
          pending.map(({ id }) => id),
        ),
      )
      .returning();
  });

/** Those of some images that are still in work, as they are now, in the transaction that ends them. */
export const readProcessing = async (tx: Transaction, ids: readonly string[]): Promise<readonly ImageRow[]> =>
  tx
    .select()
    .from(images)
    .where(and(inArray(images.id, [...ids]), eq(images.aiStatus, 'processing')));

/** What analyses have written into some images, by image. */
export const readMarks = async (
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly AnalysisMark[]>> => {
  const rows = await db
    .select({ imageId: imageAnalyses.imageId, written: imageAnalyses.written })
    .from(imageAnalyses)
    .where(inArray(imageAnalyses.imageId, [...ids]));
  const byImage = Map.groupBy(rows, ({ imageId }) => imageId);
  return new Map([...byImage].map(([id, found]) => [id, found.map(({ written }) => written)]));
};

/** Writes all analyses of some images in place of the earlier ones. */
export const writeAnalyses = async (
  tx: Transaction,
  rows: readonly Omit<ImageAnalysisRow, 'finishedAt'>[],
): Promise<void> => {
  if (rows.length === 0) return;
  const ids = [...new Set(rows.map(({ imageId }) => imageId))];
  await tx.delete(imageAnalyses).where(inArray(imageAnalyses.imageId, ids));
  await tx.insert(imageAnalyses).values([...rows]);
};

/** Ends the analysis of an image. */
export const endAnalysis = async (
  tx: Transaction,
  id: string,
  end: Pick<ImageRow, 'tags' | 'description' | 'aiStatus' | 'aiError'>,
): Promise<void> => {
  await tx
    .update(images)
    .set({ ...end, updatedAt: new Date() })
    .where(eq(images.id, id));
};

/** Images of a project that wait for an analysis or are in one. */
export const countPending = (db: Queryable, projectId: string): Promise<number> =>
  db.$count(images, and(eq(images.projectId, projectId), inArray(images.aiStatus, ['pending', 'processing'])));

/** Lets those images of a project be analysed that one of these analysers has not looked at. */
export const askForMissing = (
  db: Database,
  { projectId, analysers }: { readonly projectId: string; readonly analysers: readonly string[] },
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const names = sql.param(JSON.stringify(analysers));
    await tx.execute(sql`
      update images set ai_status = 'pending', ai_error = null
       where project_id = ${projectId} and ai_status in ('completed', 'failed')
         and exists (select from jsonb_array_elements_text(${names}::jsonb) as asked (name)
                      where not exists (select from image_analyses as done
                                         where done.image_id = images.id and done.analyser = asked.name))`);
  });

/** Why analyses of a project's images failed, with the number of images, the commonest first. */
export const readProblems = async (
  db: Queryable,
  projectId: string,
): Promise<readonly { readonly problem: string; readonly images: number }[]> => {
  const rows = await db
    .select({ problem: images.aiError, images: count() })
    .from(images)
    .where(and(eq(images.projectId, projectId), isNotNull(images.aiError)))
    .groupBy(images.aiError)
    .orderBy(desc(count()))
    .limit(10);
  return rows.flatMap(({ problem, images }) => (problem === null ? [] : [{ problem, images }]));
};
