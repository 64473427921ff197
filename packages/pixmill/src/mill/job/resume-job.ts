import { and, eq, isNotNull } from 'drizzle-orm';
import { chunks, jobs, searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { advanceJob, lockJob } from './advance-job.ts';
import { chunkJob } from './mill.jobs.ts';
import { chunkItem } from './queue-items.ts';
import { readReopenable, reopenCandidates } from './reopen-candidates.ts';

type Enqueuing = { readonly queue: Pick<Queue, 'enqueue'> };

/**
 * Lets a locked job run again: everything that its queue may have lost is enqueued again, which is harmless where it was
 * not.
 */
export const runAgain = async (tx: Transaction, { queue }: Enqueuing, job: JobRow): Promise<void> => {
  const again = { status: 'running' as const, finishedAt: null, errorCode: null, errorDetail: null };
  const now = new Date();
  await tx
    .update(jobs)
    .set({ ...again, startedAt: job.startedAt ?? now, updatedAt: now })
    .where(eq(jobs.id, job.id));
  const open = await tx
    .select({ id: chunks.id })
    .from(chunks)
    .where(and(eq(chunks.jobId, job.id), eq(chunks.status, 'open')));
  await queue.enqueue(
    tx,
    chunkJob,
    open.map(({ id }) => chunkItem(job, id)),
  );
  await advanceJob(tx, { queue, jobId: job.id });
};

/** Goes on with a job that was interrupted or cancelled; searches that gave up are asked again. */
export const resumeJob = ({ db, queue }: Enqueuing & { readonly db: Database }, jobId: string): Promise<void> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, jobId);
    if (locked === null) return;
    const cancelled = (await readReopenable(tx, jobId)).filter(({ outcome }) => outcome === 'skipped');
    await reopenCandidates(tx, { job: locked.job, chosen: cancelled });
    await askAgain(tx, jobId);
    await runAgain(tx, { queue }, locked.job);
  });

/** Searches that ended with an error are no longer dry. */
export const askAgain = async (tx: Transaction, jobId: string): Promise<void> => {
  await tx
    .update(searches)
    .set({ dry: false, errorCode: null, errorDetail: null })
    .where(and(eq(searches.jobId, jobId), isNotNull(searches.errorCode)));
};

/** Whether a search of a job ended with an error: going on with the job would ask it again. */
export const hasGivenUp = async (db: Database | Transaction, jobId: string): Promise<boolean> =>
  (await db.$count(searches, and(eq(searches.jobId, jobId), isNotNull(searches.errorCode)))) > 0;
