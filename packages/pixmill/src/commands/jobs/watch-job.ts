import { setTimeout as wait } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import { jobs, searches } from '../../library/schema.ts';
import type { JobRow, SearchRow } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';

/** A job as it stands. */
export type JobState = { readonly job: JobRow; readonly searches: readonly SearchRow[] };

const INTERVAL_MS = 200;
/** A server that restarts is back well before this; one that is gone stays gone. */
const MAX_FAILURES_MS = 15_000;

/** Reads how a job stands. */
const readJobState = async (db: Database, jobId: string): Promise<JobState> => {
  const [job] = await db.select().from(jobs).where(eq(jobs.id, jobId));
  if (job === undefined) throw new Error(`Job ${jobId} has gone.`);
  const rows = await db.select().from(searches).where(eq(searches.jobId, jobId)).orderBy(asc(searches.position));
  return { job, searches: rows };
};

/**
 * Tells how a job goes until it has ended, whoever works on it. Throws when aborted, and what the database throws when
 * it has been away for too long.
 */
export const watchJob = async (
  db: Database,
  {
    jobId,
    signal,
    onState,
  }: { readonly jobId: string; readonly signal: AbortSignal; readonly onState: (state: JobState) => void },
): Promise<JobState> => {
  let failingSince: number | null = null;
  for (;;) {
    signal.throwIfAborted();
    try {
      const state = await readJobState(db, jobId);
      failingSince = null;
      onState(state);
      if (state.job.status !== 'running') return state;
    } catch (error) {
      failingSince ??= Date.now();
      if (Date.now() - failingSince > MAX_FAILURES_MS) throw error;
    }
    await wait(INTERVAL_MS, undefined, { signal });
  }
};
