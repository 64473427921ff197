import { v7 as uuidv7 } from 'uuid';
import { recordActivity } from '../../library/activity.repository.ts';
import type { ValidationLevel } from '../../library/job.ts';
import type { ValidationRow } from '../../library/service.schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import { rowsOf, toPage } from '../../platform/http/pages.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { checkImage } from './check-image.ts';
import type { CheckServices } from './check-image.ts';
import { enqueueValidation } from './run-validation.ts';
import { validationError } from './validation.errors.ts';
import { readLevel, writeLevel } from './validation-level.ts';
import type { LevelChoice } from './validation-level.ts';
import { countResults, pageOfResults, qualityOfProject } from './validation-results.repository.ts';
import {
  findDatasetProject,
  findImageToCheck,
  findRunning,
  findValidation,
  holdDataset,
  insertValidation,
  isOwnJob,
  missingImages,
  readValidation,
} from './validation.repository.ts';
import type { Selection, Viewer } from './validation.repository.ts';
import { toValidationFields, type Analysis } from './validation.view.ts';

/** What the validation of images needs. */
export type ValidationServices = CheckServices & {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
};

/** Who asks, and from where. */
export type Asker = Viewer & { readonly address: string; readonly requestId: string };

/** Checks one image now. Throws `validation.no_image`. */
export const analyzeImage = async (
  services: ValidationServices,
  viewer: Viewer,
  { imageId, level, signal }: { imageId: string; level: ValidationLevel | undefined; signal: AbortSignal },
): Promise<Analysis> => {
  const found = await findImageToCheck(services.db, viewer, imageId);
  if (found === null) throw validationError('validation.no_image', { id: imageId });
  const chosen = level ?? (await readLevel(services.db, viewer.userId)).level;
  const { isValid, qualityScore, issues } = await checkImage(found, { level: chosen, signal }, services);
  const { width, height, bytes, format, measures } = found.image;
  return {
    image_id: imageId,
    level: chosen,
    is_valid: isValid,
    quality_score: qualityScore,
    width,
    height,
    bytes,
    format,
    scores: {
      dark: measures.scores.dark,
      light: measures.scores.light,
      blurry: measures.scores.blurry,
      low_information: measures.scores.lowInformation,
      odd_aspect_ratio: measures.scores.oddAspectRatio,
      sharpness: measures.sharpness,
      entropy: measures.entropy,
      contrast: measures.contrast,
      brightness: measures.brightness.mean,
    },
    issues: [...issues],
  };
};

/** What is to be checked, and what is said when that has no images. */
type Chosen = { readonly selection: Selection; readonly empty: Error };

/** A validation, as it is answered. */
type StartedValidation = ReturnType<typeof toStarted>;

const toStarted = (row: ValidationRow, isNew: boolean) => {
  const what = `Validation of ${row.imagesCount} ${row.imagesCount === 1 ? 'image' : 'images'}`;
  const message = `${what} ${isNew ? 'started' : 'is running already'} at level ${row.level}`;
  return { row, answer: { id: row.id, ...toValidationFields(row), task_ids: [row.id], message } };
};

/** Writes a validation down and starts it. Throws what `choose` throws, or `empty` when it would have no images. */
const startValidation = async (
  { db, queue }: ValidationServices,
  asker: Asker,
  {
    level,
    choose,
    keep = async () => undefined,
  }: {
    level: ValidationLevel | undefined;
    choose: (tx: Transaction) => Promise<Chosen>;
    keep?: KeepAnswer<StartedValidation['answer']>;
  },
): Promise<StartedValidation> => {
  const chosen = level ?? (await readLevel(db, asker.userId)).level;
  const write = async (tx: Transaction) => {
    const { selection, empty } = await choose(tx);
    const { userId, address, requestId } = asker;
    const running = await findRunning(tx, { ownerId: userId, level: chosen, selection });
    if (running !== null) return { row: running, isNew: false };
    const id = uuidv7();
    const images = await insertValidation(tx, { id, ownerId: userId, level: chosen, selection });
    if (images === 0) throw empty;
    await enqueueValidation(tx, queue, id);
    const detail = { level: chosen, images, ...selectionDetail(selection) };
    const about = { resourceType: 'validation', resourceId: id } as const;
    await recordActivity(tx, { userId, action: 'validate', ...about, detail, address, requestId });
    return { row: await readValidation(tx, id), isNew: true };
  };
  return db.transaction(async (tx) => {
    const { row, isNew } = await write(tx);
    if (row === null) throw new Error('A validation that was just written is gone.');
    const started = toStarted(row, isNew);
    await keep(tx, started.answer);
    return started;
  });
};

const selectionDetail = (selection: Selection) => {
  if (selection.kind === 'job') return { job_id: selection.jobId };
  return selection.kind === 'dataset' ? { dataset_id: selection.datasetId } : {};
};

/** Starts checking the kept images of a job. Throws `validation.no_job`, `validation.no_images_of_job`. */
export const validateJobImages = async (
  services: ValidationServices,
  asker: Asker,
  { jobId, level }: { jobId: string; level: ValidationLevel | undefined },
) => {
  const choose = async (tx: Transaction): Promise<Chosen> => {
    if (!(await isOwnJob(tx, asker, jobId))) throw validationError('validation.no_job', { id: jobId });
    const empty = validationError('validation.no_images_of_job', { id: jobId });
    return { selection: { kind: 'job', jobId }, empty };
  };
  const { row, answer } = await startValidation(services, asker, { level, choose });
  return {
    job_id: jobId,
    validation_id: row.id,
    images_count: row.imagesCount,
    validation_level: row.level,
    task_ids: answer.task_ids,
    message: answer.message,
  };
};

/** Starts checking the images of a dataset, or these. Throws `validation.no_dataset`, `.no_images_of_dataset`, `.no_image`. */
export const validateBatch = async (
  services: ValidationServices,
  asker: Asker,
  {
    datasetId,
    imageIds = [],
    level,
  }: { datasetId: string | undefined; imageIds: readonly string[] | undefined; level: ValidationLevel | undefined },
  keep: KeepAnswer<StartedValidation['answer']>,
) => {
  const choose = async (tx: Transaction): Promise<Chosen> => {
    if (datasetId !== undefined) {
      const projectId = await findDatasetProject(tx, asker, datasetId);
      if (projectId === null || !(await holdDataset(tx, datasetId))) {
        throw validationError('validation.no_dataset', { id: datasetId });
      }
      const empty = validationError('validation.no_images_of_dataset', { id: datasetId });
      return { selection: { kind: 'dataset', datasetId, projectId }, empty };
    }
    const [missing] = await missingImages(tx, asker, imageIds);
    if (missing !== undefined) throw validationError('validation.no_image', { id: missing });
    const empty = validationError('validation.no_image', { id: imageIds[0] ?? '' });
    return { selection: { kind: 'images', imageIds }, empty };
  };
  return (await startValidation(services, asker, { level, choose, keep })).answer;
};

/** A validation, by its id or that of the job, with a page of its images. Throws `validation.no_results`. */
export const readResults = async (
  { db }: ValidationServices,
  viewer: Viewer,
  { id, isValid, ...asked }: { id: string; isValid: boolean | undefined; page?: number; limit?: number },
) => {
  const row = await findValidation(db, viewer, id);
  if (row === null) throw validationError('validation.no_results', { id });
  const rows = rowsOf(asked);
  const counts = await countResults(db, row.id);
  const { items, total } = await pageOfResults(db, {
    validationId: row.id,
    ...rows,
    ...(isValid === undefined ? {} : { isValid }),
  });
  const page = items.map((item) => ({
    image_id: item.imageId,
    is_valid: item.isValid,
    quality_score: item.qualityScore,
    issues: [...(item.issues ?? [])],
    checked_at: item.checkedAt?.toISOString() ?? null,
  }));
  return {
    validation_id: row.id,
    ...toValidationFields(row),
    checked_images: counts.checked,
    valid_images: counts.valid,
    invalid_images: counts.checked - counts.valid,
    average_quality_score: counts.averageQuality,
    ...toPage(page, { total, page: rows.page, limit: rows.limit }),
  };
};

/** What the newest checks of a dataset's images say. Throws `validation.no_dataset`. */
export const readDatasetStats = async ({ db }: ValidationServices, viewer: Viewer, datasetId: string) => {
  const projectId = await findDatasetProject(db, viewer, datasetId);
  if (projectId === null) throw validationError('validation.no_dataset', { id: datasetId });
  const quality = await qualityOfProject(db, projectId);
  return {
    dataset_id: datasetId,
    total_images: quality.total,
    validated_images: quality.checked,
    valid_images: quality.valid,
    invalid_images: quality.checked - quality.valid,
    average_quality_score: quality.averageQuality,
    quality_histogram: [...quality.histogram],
    issues: { ...quality.issues },
    last_validated_at: quality.lastCheckedAt?.toISOString() ?? null,
  };
};

/** Chooses the level that is taken when a request names none. Throws `http.forbidden` unless an admin chooses for all. */
export const chooseLevel = async (
  { db }: ValidationServices,
  { userId, role, address, requestId }: Asker,
  { level, scope }: { level: ValidationLevel; scope: 'user' | 'installation' },
): Promise<LevelChoice> => {
  if (scope === 'installation' && role !== 'admin') throw httpError('http.forbidden');
  await db.transaction(async (tx) => {
    await writeLevel(tx, { userId: scope === 'user' ? userId : null, level });
    const detail = { name: 'validation.level', level, scope };
    await recordActivity(tx, {
      userId,
      action: 'update',
      resourceType: 'setting',
      resourceId: null,
      detail,
      address,
      requestId,
    });
  });
  return { level, scope };
};

export { readLevel } from './validation-level.ts';
