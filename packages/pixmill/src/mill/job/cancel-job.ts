import { and, eq, isNull } from 'drizzle-orm';
import { jobError } from '../../library/job.errors.ts';
import type { JobEndServices, Requester } from '../../library/job-ends.ts';
import { candidates, chunks } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { writeOutcomes } from '../settle/outcomes.repository.ts';
import { lockJob, type LockedJob } from './advance-job.ts';
import { endJob } from './end-job.ts';
import { sendStop } from './job-stops.ts';
import { chunkJob, discoverJob, finishJob } from './mill.jobs.ts';
import { CANCELLED } from './reopen-candidates.ts';

/** What cancelling works with. */
export type CancelServices = JobEndServices & { readonly queue: Pick<Queue, 'enqueue' | 'remove' | 'statesOf'> };

/** The parts of a job that cancelling kept from running on. */
export type RevokedTasks = { readonly waiting: number; readonly running: number };

/** Candidates whose ends one statement writes. */
const ROWS_PER_STATEMENT = 5_000;

/**
 * Ends a job that has not ended yet, in the caller's transaction: what waits in the queue is taken out, what runs is told
 * to stop on whatever worker, and what was kept stays. Candidates in flight end as `skipped`: so each candidate has one
 * end, the sums of a cancelled job do not move any more, and what a worker still brings is too late, as for any candidate
 * that has ended. Throws `job.not_found`, `job.not_cancellable`.
 */
export const cancelJob = async (
  tx: Transaction,
  services: CancelServices,
  { jobId, requester }: { readonly jobId: string; readonly requester?: Requester },
): Promise<RevokedTasks> => {
  const locked = await lockJob(tx, jobId);
  if (locked === null) throw jobError('job.not_found');
  const { status } = locked.job;
  if (status !== 'pending' && status !== 'running') {
    throw jobError('job.not_cancellable', { status, advice: 'Only pending and running jobs can be cancelled.' });
  }
  const revoked = await revokeParts(tx, services.queue, locked);
  await tx
    .update(chunks)
    .set({ status: 'cancelled', finishedAt: new Date() })
    .where(and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')));
  await skipInFlight(tx, jobId);
  await endJob(tx, services, { jobId, end: 'cancelled', ...(requester === undefined ? {} : { requester }) });
  return revoked;
};

/** Takes the parts of a locked job that wait out of the queue, and tells those that run to stop when this commits. */
export const revokeParts = async (
  tx: Transaction,
  queue: Pick<Queue, 'remove' | 'statesOf'>,
  { job, searches }: LockedJob,
): Promise<RevokedTasks> => {
  const open = await tx
    .select({ id: chunks.id })
    .from(chunks)
    .where(and(eq(chunks.jobId, job.id), eq(chunks.status, 'open')));
  let waiting = 0;
  let running = 0;
  for (const [part, keys] of [
    [discoverJob, searches.map(({ id }) => id)],
    [chunkJob, open.map(({ id }) => id)],
    [finishJob, [job.id]],
  ] as const) {
    waiting += await queue.remove(tx, part, keys);
    const states = await queue.statesOf(tx, part, keys);
    running += [...states.values()].filter((state) => state === 'active').length;
  }
  await sendStop(tx, job.id);
  return { waiting, running };
};

const skipInFlight = async (tx: Transaction, jobId: string): Promise<void> => {
  const open = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(eq(candidates.jobId, jobId), isNull(candidates.outcome)));
  for (let start = 0; start < open.length; start += ROWS_PER_STATEMENT) {
    await writeOutcomes(
      tx,
      open
        .slice(start, start + ROWS_PER_STATEMENT)
        .map(({ id }) => ({ id, outcome: 'skipped', code: CANCELLED, detail: null, imageId: null })),
    );
  }
};
