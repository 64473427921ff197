import { eq } from 'drizzle-orm';
import { jobError } from '../../library/job.errors.ts';
import { jobs } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { lockJob } from './advance-job.ts';
import { readReopenable, reopenCandidates } from './reopen-candidates.ts';
import { askAgain, hasGivenUp, runAgain } from './resume-job.ts';

/**
 * Lets a job that has ended run again, in the caller's transaction. One that failed or was cancelled goes on where it
 * stopped, and tries candidates again that failed for one of the reasons; of a completed one, those that failed (all,
 * or for one of the reasons) and the sources that gave up are tried again. A reason is a code, or one half of it.
 * Throws `job.not_found`, `job.not_retryable`, `job.nothing_to_retry`.
 */
export const retryJob = async (
  tx: Transaction,
  {
    queue,
    jobId,
    reasons,
    requestedBy,
  }: {
    readonly queue: Pick<Queue, 'enqueue'>;
    readonly jobId: string;
    readonly reasons: readonly string[];
    /** Who a job of the command line belongs to from now on: the service works on it. */
    readonly requestedBy: string;
  },
): Promise<void> => {
  const locked = await lockJob(tx, jobId);
  if (locked === null) throw jobError('job.not_found');
  const { status, request } = locked.job;
  if (status === 'pending' || status === 'running') {
    throw jobError('job.not_retryable', {
      status,
      advice: 'Only failed, cancelled and completed jobs can be retried.',
    });
  }
  const isCompleted = status === 'completed';
  const chosen = (await readReopenable(tx, jobId)).filter(
    ({ outcome, code }) => outcome === 'skipped' || (reasons.length === 0 ? isCompleted : isAmong(reasons, code)),
  );
  const asksAgain = !isCompleted || (reasons.length === 0 && (await hasGivenUp(tx, jobId)));
  if (chosen.length === 0 && !asksAgain) {
    throw jobError('job.nothing_to_retry', { for: reasons.length === 0 ? '' : ' for these reasons' });
  }
  await reopenCandidates(tx, { job: locked.job, chosen });
  if (asksAgain) await askAgain(tx, jobId);
  const owned = request === null ? { createdBy: requestedBy, request: {} } : {};
  if (request === null) await tx.update(jobs).set(owned).where(eq(jobs.id, jobId));
  await runAgain(tx, { queue }, { ...locked.job, ...owned });
};

const isAmong = (reasons: readonly string[], code: string | null): boolean =>
  reasons.some(
    (reason) => code === reason || code?.startsWith(`${reason}.`) === true || code?.endsWith(`.${reason}`) === true,
  );

/**
 * Opens the failed candidates of a command's job again (all, or those with one of these codes or whole areas such as
 * `fetch`) and starts it. Returns how many; 0 leaves the job as it is.
 */
export const retryFailed = (
  { db, queue }: { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> },
  { jobId, reasons }: { readonly jobId: string; readonly reasons: readonly string[] },
): Promise<number> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, jobId);
    if (locked === null) return 0;
    const chosen = (await readReopenable(tx, jobId)).filter(
      ({ outcome, code }) => outcome === 'failed' && (reasons.length === 0 || isAmong(reasons, code)),
    );
    if (chosen.length === 0) return 0;
    await reopenCandidates(tx, { job: locked.job, chosen });
    await runAgain(tx, { queue }, locked.job);
    return chosen.length;
  });
