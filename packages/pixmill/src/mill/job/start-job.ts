import { desc, eq } from 'drizzle-orm';
import type { JobPlan } from '../../library/job.ts';
import { jobError } from '../../library/job.errors.ts';
import { jobs } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { advanceJob, lockJob } from './advance-job.ts';
import { createJob } from './create-job.ts';

/**
 * Starts a job that waits for it; returns the ids of the searches that are asked. Throws `job.not_found`,
 * `job.not_pending`.
 */
export const startPendingJob = async (
  tx: Transaction,
  { queue, jobId }: { readonly queue: Pick<Queue, 'enqueue'>; readonly jobId: string },
): Promise<readonly string[]> => {
  const locked = await lockJob(tx, jobId);
  if (locked === null) throw jobError('job.not_found');
  const { status } = locked.job;
  if (status !== 'pending') {
    throw jobError('job.not_pending', { status, advice: 'Only pending jobs can be started.' });
  }
  const now = new Date();
  await tx.update(jobs).set({ status: 'running', startedAt: now, updatedAt: now }).where(eq(jobs.id, jobId));
  return advanceJob(tx, { queue, jobId });
};

/** Makes a job and starts it; returns its id. */
export const startJob = (
  { db, queue }: { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> },
  job: JobPlan,
): Promise<string> =>
  db.transaction(async (tx) => {
    const jobId = await createJob(tx, job);
    await startPendingJob(tx, { queue, jobId });
    return jobId;
  });

/** The newest job of a project; `null` when it has none. */
export const latestJob = async (db: Database, projectId: string): Promise<JobRow | null> => {
  const [row] = await db.select().from(jobs).where(eq(jobs.projectId, projectId)).orderBy(desc(jobs.id)).limit(1);
  return row ?? null;
};
