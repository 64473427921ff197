import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { JobConfig, JobKind } from '../../library/job.ts';
import { candidates, chunks, jobs, searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { advanceJob, lockJob } from './advance-job.ts';
import { chunkJob } from './mill.jobs.ts';
import { chunkItem } from './queue-items.ts';

/** One question that a new job asks a source. */
export type NewSearch = {
  readonly source: string;
  readonly query: string;
  /** Label of candidates to which the source gives none. */
  readonly label: string | null;
  /** Searches with the same group share a target. */
  readonly targetGroup: number;
  /** Kept images wanted of the group; `null` takes all. */
  readonly target: number | null;
};

type JobServices = { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> };

/** Makes a job and starts it; returns its id. */
export const startJob = (
  { db, queue }: JobServices,
  job: {
    readonly projectId: string;
    readonly kind: JobKind;
    readonly config: JobConfig;
    readonly searches: readonly NewSearch[];
  },
): Promise<string> =>
  db.transaction(async (tx) => {
    const jobId = uuidv7();
    const { projectId, kind, config } = job;
    await tx.insert(jobs).values({ id: jobId, projectId, kind, config, status: 'running', startedAt: new Date() });
    await tx
      .insert(searches)
      .values(job.searches.map((search, position) => ({ ...search, id: uuidv7(), jobId, position })));
    await advanceJob(tx, { queue, jobId });
    return jobId;
  });

/**
 * Goes on with a job that was interrupted: everything that its queue may have lost is enqueued again, which is harmless
 * where it was not. Searches that gave up are asked again.
 */
export const resumeJob = ({ db, queue }: JobServices, jobId: string): Promise<void> =>
  db.transaction(async (tx) => {
    if ((await lockJob(tx, jobId)) === null) return;
    const again = { status: 'running' as const, finishedAt: null, errorCode: null, errorDetail: null };
    await tx.update(jobs).set(again).where(eq(jobs.id, jobId));
    await askAgain(tx, jobId);
    const open = await tx
      .select({ id: chunks.id })
      .from(chunks)
      .where(and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')));
    await queue.enqueue(
      tx,
      chunkJob,
      open.map(({ id }) => chunkItem(jobId, id)),
    );
    await advanceJob(tx, { queue, jobId });
  });

/** Whether a search of a job ended with an error: going on with the job would ask it again. */
export const hasGivenUp = async (db: Database, jobId: string): Promise<boolean> =>
  (await db.$count(searches, and(eq(searches.jobId, jobId), isNotNull(searches.errorCode)))) > 0;

/** Searches that ended with an error are no longer dry. */
const askAgain = async (tx: Transaction, jobId: string): Promise<void> => {
  const failed = await tx.select().from(searches).where(eq(searches.jobId, jobId));
  for (const { id } of failed.filter(({ errorCode }) => errorCode !== null)) {
    await tx.update(searches).set({ dry: false, errorCode: null, errorDetail: null }).where(eq(searches.id, id));
  }
};

/**
 * Opens the failed candidates of a job again (all, or those with one of these codes or whole areas such as `fetch`) and
 * starts it. Returns how many; 0 leaves the job as it is.
 */
export const retryFailed = (
  { db, queue }: JobServices,
  { jobId, reasons }: { readonly jobId: string; readonly reasons: readonly string[] },
): Promise<number> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, jobId);
    if (locked === null) return 0;
    const failed = await tx
      .select({ id: candidates.id, searchId: candidates.searchId, code: candidates.code, chunkId: candidates.chunkId })
      .from(candidates)
      .where(and(eq(candidates.jobId, jobId), eq(candidates.outcome, 'failed')));
    const matches = ({ code }: { code: string | null }) =>
      reasons.length === 0 ||
      reasons.some(
        (reason) => code === reason || code?.startsWith(`${reason}.`) === true || code?.endsWith(`.${reason}`) === true,
      );
    // What ended before it was handed out (a bad line of a list) has nothing that could be fetched.
    const chosen = failed.filter((row) => row.chunkId !== null && matches(row));
    if (chosen.length === 0) return 0;
    for (const search of locked.searches) {
      const ids = chosen.filter(({ searchId }) => searchId === search.id).map(({ id }) => id);
      if (ids.length === 0) continue;
      await reopen(tx, {
        ids,
        locked: { jobId, searchId: search.id, failed: search.failed },
        size: locked.job.config.chunkSize,
      });
    }
    await tx.update(jobs).set({ status: 'running', finishedAt: null }).where(eq(jobs.id, jobId));
    const open = await tx
      .select({ id: chunks.id })
      .from(chunks)
      .where(and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')));
    await queue.enqueue(
      tx,
      chunkJob,
      open.map(({ id }) => chunkItem(jobId, id)),
    );
    return chosen.length;
  });

const reopen = async (
  tx: Transaction,
  {
    ids,
    locked,
    size,
  }: { ids: readonly string[]; locked: { jobId: string; searchId: string; failed: number }; size: number },
): Promise<void> => {
  const { jobId, searchId } = locked;
  for (let start = 0; start < ids.length; start += size) {
    const chunkId = uuidv7();
    const part = ids.slice(start, start + size);
    await tx.insert(chunks).values({ id: chunkId, jobId, searchId });
    const open = { outcome: null, code: null, detail: null, settledAt: null, deferrals: 0, workerDeaths: 0, chunkId };
    await tx.update(candidates).set(open).where(inArray(candidates.id, part));
  }
  await tx
    .update(searches)
    .set({ failed: locked.failed - ids.length })
    .where(eq(searches.id, searchId));
};

/** The newest job of a project; `null` when it has none. */
export const latestJob = async (db: Database, projectId: string): Promise<JobRow | null> => {
  const [row] = await db.select().from(jobs).where(eq(jobs.projectId, projectId)).orderBy(desc(jobs.id)).limit(1);
  return row ?? null;
};
