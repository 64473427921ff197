import { eq } from 'drizzle-orm';
import pLimit from 'p-limit';
import type { ValidationLevel } from '../../library/job.ts';
import { recordActivity } from '../../library/activity.repository.ts';
import { notify } from '../../library/notifications.repository.ts';
import { validations } from '../../library/service.schema.ts';
import type { ValidationRow } from '../../library/service.schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { knownError } from '../../platform/queue/final-errors.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { checkImage } from './check-image.ts';
import type { CheckServices } from './check-image.ts';
import { countResults } from './validation-results.repository.ts';
import { validationError } from './validation.errors.ts';
import { validateJob } from './validation.jobs.ts';
import {
  hasOpenChecks,
  lockValidation,
  nextToCheck,
  readValidation,
  removeOlderValidations,
  writeResults,
} from './validation.repository.ts';

/** Images that are checked and written at once; decoding takes its time, and others wait. */
const BATCH: { readonly [level in ValidationLevel]: number } = { fast: 500, medium: 500, slow: 64 };
/** Files that are read and decoded at once. */
const DECODED_AT_ONCE = 4;

/** What running a validation needs. */
export type ValidationWork = CheckServices & { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> };

const isEnded = ({ status }: ValidationRow): boolean => status === 'completed' || status === 'failed';

/** Asks for the next batch of a validation. */
export const enqueueValidation = (
  tx: Transaction,
  queue: Pick<Queue, 'enqueue'>,
  validationId: string,
): Promise<void> => queue.enqueue(tx, validateJob, [{ payload: { validationId }, key: validationId }]);

/**
 * Checks the next images of a validation and writes what was found; asks for the next batch in the same transaction, or
 * ends the validation. Running it twice changes nothing: what is checked is not checked again.
 */
export const runValidation = async (
  { validationId, signal }: { readonly validationId: string; readonly signal: AbortSignal },
  work: ValidationWork,
): Promise<void> => {
  const { db, queue } = work;
  const known = await readValidation(db, validationId);
  if (known === null || isEnded(known)) return;
  const { level } = known;
  const batch = await nextToCheck(db, validationId, BATCH[level]);
  const oneOfFew = pLimit(DECODED_AT_ONCE);
  const results = await Promise.all(batch.map((item) => oneOfFew(() => checkImage(item, { level, signal }, work))));
  signal.throwIfAborted();
  await db.transaction(async (tx) => {
    const row = await lockValidation(tx, validationId);
    if (row === null || isEnded(row)) return;
    await writeResults(tx, validationId, results);
    if (await hasOpenChecks(tx, validationId)) {
      await tx.update(validations).set({ status: 'running' }).where(eq(validations.id, validationId));
      await enqueueValidation(tx, queue, validationId);
    } else {
      await endValidation(tx, row);
    }
  });
};

const NUMBER = new Intl.NumberFormat('en');

const whatOf = ({ jobId, datasetId }: ValidationRow): string =>
  jobId !== null ? 'a job' : datasetId !== null ? 'a dataset' : 'a list of images';

const endValidation = async (tx: Transaction, row: ValidationRow): Promise<void> => {
  const { checked, valid, averageQuality } = await countResults(tx, row.id);
  await tx
    .update(validations)
    .set({ status: 'completed', finishedAt: new Date(), errorCode: null, errorDetail: null })
    .where(eq(validations.id, row.id));
  await removeOlderValidations(tx, row);
  const about = { resourceType: 'validation', resourceId: row.id } as const;
  await recordActivity(tx, {
    userId: row.ownerId,
    action: 'finish',
    ...about,
    detail: { level: row.level, images: checked, valid },
  });
  await notify(tx, {
    userId: row.ownerId,
    category: 'validation',
    title: `The validation of ${whatOf(row)} is completed`,
    message: `${NUMBER.format(valid)} of ${NUMBER.format(checked)} images pass at level ${row.level}; the average quality is ${averageQuality ?? 0} of 100.`,
    ...about,
  });
};

/** Ends a validation that cannot go on, with the reason. */
export const failValidation = (db: Database, validationId: string, error: unknown): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockValidation(tx, validationId);
    if (row === null || isEnded(row)) return;
    const { code, message } = knownError(error) ?? validationError('validation.unexpected');
    await tx
      .update(validations)
      .set({ status: 'failed', finishedAt: new Date(), errorCode: code, errorDetail: message })
      .where(eq(validations.id, validationId));
    const about = { resourceType: 'validation', resourceId: validationId } as const;
    await recordActivity(tx, { userId: row.ownerId, action: 'fail', ...about, detail: { code } });
    await notify(tx, {
      userId: row.ownerId,
      category: 'validation',
      title: `The validation of ${whatOf(row)} has failed`,
      message,
      ...about,
    });
  });
