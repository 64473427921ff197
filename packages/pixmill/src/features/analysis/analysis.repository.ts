import { and, asc, count, desc, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import { imageAnalyses, type ImageAnalysisRow } from '../../library/analysis.schema.ts';
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

/** Images of a project, all of them or those that no better copy stands for. */
type Which = { readonly projectId: string; readonly onlyKept?: boolean };

/** Those of a project that wait for everything, and those whose time has come to go on; either is a range of one index. */
const isKept = eq(images.status, 'kept');
const waitsForAll = isNull(images.aiResumeAt);
const maySoonGoOn = sql`${images.aiResumeAt} <= now()`;

/**
 * Takes the oldest pending images of a project into work, `without` some: new ones first, then those whose time has come to
 * go on.
 */
export const takePending = (
  db: Database,
  {
    projectId,
    most,
    onlyKept = false,
    without = [],
  }: Which & { readonly most: number; readonly without?: readonly string[] },
): Promise<readonly ImageRow[]> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const ids: string[] = [];
    for (const which of [waitsForAll, maySoonGoOn]) {
      const pending = await tx
        .select({ id: images.id })
        .from(images)
        .where(
          and(
            eq(images.projectId, projectId),
            eq(images.aiStatus, 'pending'),
            which,
            onlyKept ? isKept : undefined,
            without.length === 0 ? undefined : notInArray(images.id, [...without]),
          ),
        )
        .orderBy(asc(images.aiResumeAt), asc(images.createdAt), asc(images.id))
        .limit(most - ids.length);
      ids.push(...pending.map(({ id }) => id));
      if (ids.length === most) break;
    }
    if (ids.length === 0) return [];
    return tx.update(images).set({ aiStatus: 'processing', aiError: null }).where(inArray(images.id, ids)).returning();
  });

/** Those of some images that are still in work, as they are now, in the transaction that ends them. */
export const readProcessing = async (tx: Transaction, ids: readonly string[]): Promise<readonly ImageRow[]> =>
  tx
    .select()
    .from(images)
    .where(and(inArray(images.id, [...ids]), eq(images.aiStatus, 'processing')));

/** What is stored of the analyses of some images, by image. */
export const readAnalyses = async (
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ImageAnalysisRow[]>> => {
  const rows = await db
    .select()
    .from(imageAnalyses)
    .where(inArray(imageAnalyses.imageId, [...ids]));
  return Map.groupBy(rows, ({ imageId }) => imageId);
};

/** Writes all analyses of some images in place of the earlier ones. */
export const writeAnalyses = async (
  tx: Transaction,
  imageIds: readonly string[],
  rows: readonly ImageAnalysisRow[],
): Promise<void> => {
  if (imageIds.length > 0) await tx.delete(imageAnalyses).where(inArray(imageAnalyses.imageId, [...imageIds]));
  if (rows.length > 0) await tx.insert(imageAnalyses).values([...rows]);
};

/** How far the analysis of an image is. */
export type AnalysisStatus = Pick<ImageRow, 'aiStatus' | 'aiError' | 'aiResumeAt' | 'aiAttempts'>;

/** Ends the analyses of some images, or puts them off. */
export const endAnalyses = async (
  tx: Transaction,
  ends: readonly (Pick<ImageRow, 'id' | 'tags' | 'description'> & AnalysisStatus)[],
): Promise<void> => {
  if (ends.length === 0) return;
  const rows = ends.map(({ id, tags, description, aiStatus, aiError, aiResumeAt, aiAttempts }) => ({
    id,
    tags,
    description,
    status: aiStatus,
    error: aiError,
    resume_at: aiResumeAt,
    attempts: aiAttempts,
  }));
  // One statement for all of them instead of a round trip each.
  await tx.execute(sql`
    update images
       set tags = ended.tags, description = ended.description, ai_status = ended.status, ai_error = ended.error,
           ai_resume_at = ended.resume_at, ai_attempts = ended.attempts, updated_at = ${new Date().toISOString()}
      from jsonb_to_recordset(${sql.param(JSON.stringify(rows))}::jsonb)
        as ended (id uuid, tags jsonb, description text, status text, error text, resume_at timestamptz, attempts integer)
     where images.id = ended.id`);
};

/** Images of a project that can be analysed now, or are in work. */
export const countDue = (db: Queryable, { projectId, onlyKept = false }: Which): Promise<number> =>
  db.$count(
    images,
    and(
      eq(images.projectId, projectId),
      inArray(images.aiStatus, ['pending', 'processing']),
      or(waitsForAll, maySoonGoOn),
      onlyKept ? isKept : undefined,
    ),
  );

/** When the first of a project's images that wait is to go on; `null` when none waits. */
export const nextResume = async (db: Queryable, projectId: string): Promise<Date | null> => {
  const [first] = await db
    .select({ at: images.aiResumeAt })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.aiStatus, 'pending'), isNotNull(images.aiResumeAt)))
    .orderBy(asc(images.aiResumeAt))
    .limit(1);
  return first?.at ?? null;
};

/** Lets those images of a project be analysed that one of these analysers has not looked at, or, if wanted, failed at. */
export const askForMissing = (
  db: Database,
  {
    projectId,
    analysers,
    retryFailed,
    onlyKept = false,
  }: Which & { readonly analysers: readonly string[]; readonly retryFailed: boolean },
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    const names = sql.param(JSON.stringify(analysers));
    await tx.execute(sql`
      update images set ai_status = 'pending', ai_error = null, ai_resume_at = now(), ai_attempts = 0
       where project_id = ${projectId} and ai_status in ('completed', 'failed') and (status = 'kept' or ${!onlyKept})
         and exists (select from jsonb_array_elements_text(${names}::jsonb) as asked (name)
                      where not exists (select from image_analyses as done
                                         where done.image_id = images.id and done.analyser = asked.name
                                           and (done.error is null or ${!retryFailed})))`);
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

/** Whether some images of a project were analysed and others still wait for it. */
export const isPartlyAnalysed = async (db: Queryable, projectId: string): Promise<boolean> => {
  const { rows } = await db.execute<{ partly: boolean }>(sql`
    select exists (select from image_analyses join images on images.id = image_analyses.image_id
                    where images.project_id = ${projectId})
       and exists (select from images where project_id = ${projectId} and status = 'kept'
                    and ai_status in ('pending', 'processing')) as partly`);
  return rows[0]?.partly === true;
};
