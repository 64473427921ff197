import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { recordActivity } from './activity.repository.ts';
import { archiveJob } from './archive.jobs.ts';
import { datasetError } from './dataset.errors.ts';
import { images } from './schema.ts';
import type { JobRow } from './schema.ts';
import { datasets } from './service.schema.ts';
import type { DatasetRow } from './service.schema.ts';
import { countsOfJob, tellOfEnd } from './tell-of-end.ts';
import type { JobEnd, JobEndServices, Requester } from './tell-of-end.ts';
import { toldReason } from './told-reason.ts';

const ACTIONS = { completed: 'finish', failed: 'fail', cancelled: 'cancel' } as const;

/** Tells of the end of a dataset in the transaction that writes it: an activity, a notification, a mail. */
export const recordDatasetEnd = async (
  tx: Transaction,
  services: JobEndServices,
  {
    dataset,
    end,
    reason,
    occurrence,
    requester,
  }: {
    readonly dataset: Pick<DatasetRow, 'id' | 'name' | 'ownerId' | 'jobId'>;
    readonly end: JobEnd;
    readonly reason: string | null;
    /** Tells this end apart from those of builds before. */
    readonly occurrence: string;
    readonly requester?: Requester;
  },
): Promise<void> => {
  const { id, name, ownerId, jobId } = dataset;
  await recordActivity(tx, {
    ...(requester ?? { userId: ownerId }),
    action: ACTIONS[end],
    resourceType: 'dataset',
    resourceId: id,
    detail: { name, status: end },
  });
  const counts = await countsOfJob(tx, jobId);
  await tellOfEnd(tx, services, { kind: 'dataset', id, title: name, userId: ownerId, end, reason, counts, occurrence });
};

/** Asks for the archive of a dataset, whose crawl has ended with images. */
export const requestArchive = async (
  tx: Transaction,
  { queue }: Pick<JobEndServices, 'queue'>,
  datasetId: string,
): Promise<void> => {
  const building = { archiveStatus: 'building', errorCode: null, errorDetail: null, updatedAt: new Date() } as const;
  await tx.update(datasets).set(building).where(eq(datasets.id, datasetId));
  await queue.enqueue(tx, archiveJob, [{ payload: { datasetId }, key: datasetId }]);
};

/**
 * Lets a dataset go on when its job ends, in the transaction that ends it: a completed crawl is followed by the archive,
 * any other end is the end of the dataset, and told as such. Answers whether the job is one of a dataset.
 */
export const continueDataset = async (
  tx: Transaction,
  services: JobEndServices,
  { job, end, requester }: { readonly job: JobRow; readonly end: JobEnd; readonly requester?: Requester },
): Promise<boolean> => {
  const [dataset] = await tx.select().from(datasets).where(eq(datasets.jobId, job.id)).for('no key update');
  if (dataset === undefined) return false;
  const occurrence = `${end} ${job.finishedAt?.toISOString() ?? ''}`;
  const by = requester === undefined ? {} : { requester };
  if (end !== 'completed') {
    const reason = end === 'failed' ? toldReason(job) : null;
    await recordDatasetEnd(tx, services, { dataset, end, reason, occurrence, ...by });
    return true;
  }
  const kept = await tx.$count(images, and(eq(images.projectId, dataset.projectId), eq(images.status, 'kept')));
  if (kept > 0) {
    await requestArchive(tx, services, dataset.id);
    return true;
  }
  const { code, message } = datasetError('dataset.nothing_kept');
  const failed = { archiveStatus: 'failed', errorCode: code, errorDetail: message, updatedAt: new Date() } as const;
  await tx.update(datasets).set(failed).where(eq(datasets.id, dataset.id));
  await recordDatasetEnd(tx, services, { dataset, end: 'failed', reason: message, occurrence });
  return true;
};
