import { asc, eq } from 'drizzle-orm';
import { jobs, searches } from '../../library/schema.ts';
import type { JobRow, SearchRow } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { isComplete, wantsMore } from './demand.ts';
import { discoverJob, finishJob } from './mill.jobs.ts';
import { discoverItem, finishItem } from './queue-items.ts';

/** A job with all of its searches, locked: nobody else moves it before this transaction ends. */
export type LockedJob = { readonly job: JobRow; readonly searches: readonly SearchRow[] };

/**
 * Locks and reads a job; `null` when it is gone or removed. Locks are always taken in one order, so that no two
 * transactions wait for each other: project, then job, then searches and candidates.
 */
export const lockJob = async (tx: Transaction, jobId: string): Promise<LockedJob | null> => {
  const locked = await lockAnyJob(tx, jobId);
  return locked?.job.removedAt === null ? locked : null;
};

/** The same for what removes it: also one that is marked as removed. */
export const lockAnyJob = async (tx: Transaction, jobId: string): Promise<LockedJob | null> => {
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId)).for('no key update');
  if (job === undefined) return null;
  const rows = await tx.select().from(searches).where(eq(searches.jobId, jobId)).orderBy(asc(searches.position));
  return { job, searches: rows };
};

/**
 * Enqueues what a running job needs next, in the transaction that changed it: more pages of searches that are wanted, or
 * its end. Doing it twice enqueues nothing twice. Returns the ids of the searches that are asked.
 */
export const advanceJob = async (
  tx: Transaction,
  { queue, jobId }: { readonly queue: Pick<Queue, 'enqueue'>; readonly jobId: string },
): Promise<readonly string[]> => {
  const locked = await lockJob(tx, jobId);
  if (locked === null || locked.job.status !== 'running') return [];
  const { job, searches: all } = locked;
  if (isComplete(all, job.config)) {
    await queue.enqueue(tx, finishJob, [finishItem(job)]);
    return [];
  }
  const wanted = all.filter((search) => wantsMore(search, all, job.config));
  await queue.enqueue(
    tx,
    discoverJob,
    wanted.map(({ id }) => discoverItem(job, id)),
  );
  return wanted.map(({ id }) => id);
};
