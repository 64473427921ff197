import type { Transaction } from '../platform/database/database.ts';
import { recordActivity } from './activity.repository.ts';
import { continueDataset } from './dataset-ends.ts';
import type { JobRow } from './schema.ts';
import { countsOfJob, tellOfEnd } from './tell-of-end.ts';
import type { JobEnd, JobEndServices, Requester } from './tell-of-end.ts';
import { toldReason } from './told-reason.ts';

export type { JobEnd, JobEndServices, Requester } from './tell-of-end.ts';

const ACTIONS = { completed: 'finish', failed: 'fail', cancelled: 'cancel' } as const;

/**
 * Tells of the end of a job in the transaction that ends it: an activity, and for its creator a notification and a mail
 * as they prefer. Jobs of the command line have no creator: whoever typed it sees their end. The job of a dataset is a
 * part of it: the dataset goes on, and its own end is what people are told.
 */
export const recordJobEnd = async (
  tx: Transaction,
  services: JobEndServices,
  {
    job,
    end,
    requester,
  }: {
    /** As it stands after its end. */
    readonly job: JobRow;
    readonly end: JobEnd;
    readonly requester?: Requester;
  },
): Promise<void> => {
  // Whoever uploads is told at once how it ended.
  if (job.kind === 'upload') return;
  const { id, createdBy, finishedAt } = job;
  const title = job.name ?? id;
  const by = requester ?? (createdBy === null ? null : { userId: createdBy, address: null, requestId: null });
  const counts = await countsOfJob(tx, id);
  if (by !== null) {
    await recordActivity(tx, {
      ...by,
      action: ACTIONS[end],
      resourceType: 'job',
      resourceId: id,
      detail: { name: title, status: end, kept: counts.kept, discovered: counts.discovered },
    });
  }
  const isOfDataset = await continueDataset(tx, services, {
    job,
    end,
    ...(requester === undefined ? {} : { requester }),
  });
  if (isOfDataset || createdBy === null) return;
  await tellOfEnd(tx, services, {
    kind: 'job',
    id,
    title,
    userId: createdBy,
    end,
    reason: end === 'failed' ? toldReason(job) : null,
    counts,
    // A retried job ends again.
    occurrence: `${end} ${finishedAt?.toISOString() ?? ''}`,
  });
};
