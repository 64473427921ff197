import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { JudgeRules, ValidationLevel } from '../../library/job.ts';
import type { ImageIssue } from '../../library/image-issue.ts';
import { ownProject } from '../../library/ownership.ts';
import { images, jobs, projects, searches } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import { datasets, validationResults, validations } from '../../library/service.schema.ts';
import type { ValidationRow } from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';

/** Who asks: an admin may see everything. */
export type Viewer = Pick<Principal, 'role' | 'userId'>;

/** An image with the rules of the job that found it; `null` when that is gone. */
export type ImageToCheck = { readonly image: ImageRow; readonly rules: JudgeRules | null };

/** What was found of one image. */
export type CheckedImage = {
  readonly imageId: string;
  readonly isValid: boolean;
  readonly qualityScore: number;
  readonly issues: readonly ImageIssue[];
};

const rulesOfJob = sql<JudgeRules | null>`${jobs.config}->'judge'`;

/** Whether there is a job that the viewer may see; it then stays until the transaction ends. */
export const isOwnJob = async (tx: Transaction, viewer: Viewer, jobId: string): Promise<boolean> => {
  const rows = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .where(and(eq(jobs.id, jobId), ownProject(viewer), isNull(jobs.removedAt)))
    .for('key share', { of: jobs });
  return rows.length > 0;
};

/** The project of a dataset that the viewer may see; `null` when there is none. */
export const findDatasetProject = async (db: Queryable, viewer: Viewer, datasetId: string): Promise<string | null> => {
  const [row] = await db
    .select({ projectId: datasets.projectId })
    .from(datasets)
    .innerJoin(projects, eq(projects.id, datasets.projectId))
    .where(and(eq(datasets.id, datasetId), ownProject(viewer)));
  return row?.projectId ?? null;
};

/** An image that the viewer may see; `null` when there is none. */
export const findImageToCheck = async (
  db: Queryable,
  viewer: Viewer,
  imageId: string,
): Promise<ImageToCheck | null> => {
  const [row] = await db
    .select({ image: images, rules: rulesOfJob })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .leftJoin(jobs, eq(jobs.id, images.jobId))
    .where(and(eq(images.id, imageId), ownProject(viewer)));
  return row ?? null;
};

/** Which images a validation is of. */
export type Selection =
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'dataset'; readonly datasetId: string; readonly projectId: string }
  | { readonly kind: 'images'; readonly imageIds: readonly string[] };

const imagesOf = (selection: Selection): SQL => {
  if (selection.kind === 'images') return inArray(images.id, [...selection.imageIds]);
  const kept = sql`${images.status} = 'kept'`;
  if (selection.kind === 'dataset') return sql`${kept} and ${images.projectId} = ${selection.projectId}`;
  // By the searches of the job, of which there is an index.
  return sql`${kept} and ${images.jobId} = ${selection.jobId} and ${images.searchId} in
    (select ${searches.id} from ${searches} where ${searches.jobId} = ${selection.jobId})`;
};

/** Which of these images the viewer may not see, or are not there. */
export const missingImages = async (
  db: Queryable,
  viewer: Viewer,
  imageIds: readonly string[],
): Promise<readonly string[]> => {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(projects, eq(projects.id, images.projectId))
    .where(and(inArray(images.id, [...imageIds]), ownProject(viewer)));
  const there = new Set(rows.map(({ id }) => id));
  return imageIds.filter((id) => !there.has(id));
};

/** Keeps a dataset from being removed until the transaction ends; answers whether it is still there. */
export const holdDataset = async (tx: Transaction, datasetId: string): Promise<boolean> => {
  const rows = await tx.select({ id: datasets.id }).from(datasets).where(eq(datasets.id, datasetId)).for('key share');
  return rows.length > 0;
};

/**
 * The validation of the same job or dataset at the same level that a user has running; `null` when there is none. Until the
 * transaction ends nobody else starts one.
 */
export const findRunning = async (
  tx: Transaction,
  { ownerId, level, selection }: { ownerId: string; level: ValidationLevel; selection: Selection },
): Promise<ValidationRow | null> => {
  if (selection.kind === 'images') return null;
  const [about, id] =
    selection.kind === 'job' ? [validations.jobId, selection.jobId] : [validations.datasetId, selection.datasetId];
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`validation ${ownerId} ${id} ${level}`}, 0))`);
  const [row] = await tx
    .select()
    .from(validations)
    .where(
      and(
        eq(about, id),
        eq(validations.ownerId, ownerId),
        eq(validations.level, level),
        inArray(validations.status, ['pending', 'running']),
      ),
    );
  return row ?? null;
};

/** Writes a validation and one open check for each image; returns how many. */
export const insertValidation = async (
  tx: Transaction,
  {
    id,
    ownerId,
    level,
    selection,
  }: {
    readonly id: string;
    readonly ownerId: string;
    readonly level: ValidationLevel;
    readonly selection: Selection;
  },
): Promise<number> => {
  const jobId = selection.kind === 'job' ? selection.jobId : null;
  const datasetId = selection.kind === 'dataset' ? selection.datasetId : null;
  await tx.insert(validations).values({ id, ownerId, jobId, datasetId, level, imagesCount: 0 });
  const { rowCount } = await tx.execute(sql`
    insert into ${validationResults} (validation_id, image_id)
    select ${id}, ${images.id} from ${images} where ${imagesOf(selection)}
    for key share`);
  const imagesCount = rowCount ?? 0;
  await tx.update(validations).set({ imagesCount }).where(eq(validations.id, id));
  return imagesCount;
};

/** A validation; `null` when there is none. */
export const readValidation = async (db: Queryable, id: string): Promise<ValidationRow | null> => {
  const [row] = await db.select().from(validations).where(eq(validations.id, id));
  return row ?? null;
};

/** The same, locked until the transaction ends. */
export const lockValidation = async (tx: Transaction, id: string): Promise<ValidationRow | null> => {
  const [row] = await tx.select().from(validations).where(eq(validations.id, id)).for('no key update');
  return row ?? null;
};

/** The validation of an id, or the newest one of the job with that id, if the viewer may see it. */
export const findValidation = async (db: Queryable, viewer: Viewer, id: string): Promise<ValidationRow | null> => {
  const own = viewer.role === 'admin' ? undefined : eq(validations.ownerId, viewer.userId);
  const [named] = await db
    .select()
    .from(validations)
    .where(and(eq(validations.id, id), own));
  if (named !== undefined) return named;
  const [newest] = await db
    .select({ validation: validations })
    .from(validations)
    .innerJoin(jobs, eq(jobs.id, validations.jobId))
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .where(and(eq(validations.jobId, id), ownProject(viewer)))
    .orderBy(desc(validations.id))
    .limit(1);
  return newest?.validation ?? null;
};

/** The next images of a validation that are to be checked. */
export const nextToCheck = (db: Queryable, validationId: string, limit: number): Promise<ImageToCheck[]> =>
  db
    .select({ image: images, rules: rulesOfJob })
    .from(validationResults)
    .innerJoin(images, eq(images.id, validationResults.imageId))
    .leftJoin(jobs, eq(jobs.id, images.jobId))
    .where(and(eq(validationResults.validationId, validationId), isNull(validationResults.checkedAt)))
    .orderBy(asc(validationResults.imageId))
    .limit(limit);

/** Writes what was found; a check that is written already, or whose image is gone, stays as it is. */
export const writeResults = async (
  tx: Transaction,
  validationId: string,
  results: readonly CheckedImage[],
): Promise<void> => {
  if (results.length === 0) return;
  await tx.execute(sql`
    update ${validationResults} as result
       set is_valid = found.is_valid, quality_score = found.quality_score, issues = found.issues, checked_at = now()
      from jsonb_to_recordset(${JSON.stringify(
        results.map(({ imageId, isValid, qualityScore, issues }) => ({
          image_id: imageId,
          is_valid: isValid,
          quality_score: qualityScore,
          issues,
        })),
      )}::jsonb) as found (image_id uuid, is_valid boolean, quality_score real, issues jsonb)
     where result.validation_id = ${validationId} and result.image_id = found.image_id and result.checked_at is null`);
};

/** Whether an image of a validation is still to be checked. */
export const hasOpenChecks = async (tx: Transaction, validationId: string): Promise<boolean> => {
  const rows = await tx
    .select({ imageId: validationResults.imageId })
    .from(validationResults)
    .where(and(eq(validationResults.validationId, validationId), isNull(validationResults.checkedAt)))
    .limit(1);
  return rows.length > 0;
};

/** How often one kind of thing is validated by lists of images before the oldest of these validations goes. */
const KEPT_LISTS = 20;

/**
 * Removes ended validations that this one makes old, so that checking again and again does not fill the database: those
 * by the same user of the same job or dataset at the same level; of lists of images all but the newest.
 */
export const removeOlderValidations = async (tx: Transaction, row: ValidationRow): Promise<void> => {
  const isList = row.jobId === null && row.datasetId === null;
  await tx.execute(sql`
    delete from ${validations} where id in (
      select id from ${validations}
       where owner_id = ${row.ownerId} and id < ${row.id} and status in ('completed', 'failed')
         and job_id is not distinct from ${row.jobId}::uuid and dataset_id is not distinct from ${row.datasetId}::uuid
         and (${isList} or level = ${row.level})
       order by id desc offset ${isList ? KEPT_LISTS : 0})`);
};
