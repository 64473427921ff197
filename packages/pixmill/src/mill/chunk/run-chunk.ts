import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import { candidates, chunks, jobs, searches } from '../../library/schema.ts';
import type { CandidateRow, JobRow, SearchRow } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { advanceJob, lockJob } from '../job/advance-job.ts';
import type { JobStops } from '../job/job-stops.ts';
import { chunkJob } from '../job/mill.jobs.ts';
import { chunkItem } from '../job/queue-items.ts';
import type { Settler } from '../settle/open-settler.ts';
import type { EndedCandidate } from '../settle/settlement.ts';
import { processCandidate } from '../stages/process-candidate.ts';
import type { StageServices } from '../stages/process-candidate.ts';

/** What running chunks works with. */
export type ChunkServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly stages: StageServices;
  readonly settler: Settler;
  readonly stops: JobStops;
};

/** Candidates of one chunk that are in work at once. */
const CONCURRENCY = 32;
/** A candidate in whose decoding the worker has died this often is left out. */
const MAX_WORKER_DEATHS = 3;
/** How often a candidate whose host asks to come back later is waited for. */
const MAX_DEFERRALS = 2;
const MAX_DEFERRAL_MS = 15 * 60_000;

/**
 * Takes the open candidates of a chunk through the stages and settles each; running it twice changes nothing. The queue
 * sees to it that a chunk runs once at a time. One whose worker died goes one candidate at a time, and each is marked
 * while it is decoded, so that the one that kills workers is found.
 */
export const runChunk = async ({
  chunkId,
  signal,
  services,
}: {
  readonly chunkId: string;
  readonly signal: AbortSignal;
  readonly services: ChunkServices;
}): Promise<void> => {
  const context = await readContext(services.db, chunkId);
  if (context === null || context.job.status !== 'running') return;
  await services.stops.whileRunning(context.job.id, signal, (both) =>
    runCandidates({ ...context, chunkId, signal: both, services }),
  );
};

const runCandidates = async ({
  chunkId,
  signal,
  services,
  ...context
}: Context & { chunkId: string; signal: AbortSignal; services: ChunkServices }): Promise<void> => {
  const { db } = services;
  const attempt = await beginChunk(db, chunkId);
  const rows = await db
    .select()
    .from(candidates)
    .where(and(eq(candidates.chunkId, chunkId), isNull(candidates.outcome)))
    .orderBy(asc(candidates.rank));
  const careful = attempt > 1;
  const limit = pLimit(careful ? 1 : CONCURRENCY);
  const waits: number[] = [];
  const results = await Promise.allSettled(
    rows.map((row) =>
      limit(async () => {
        signal.throwIfAborted();
        const wait = await runCandidate({ row, ...context, careful, signal, services });
        if (wait !== null) waits.push(wait);
      }),
    ),
  );
  await endChunk(db, chunkId);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  await completeChunk({
    chunkId,
    job: context.job,
    waitMs: waits.length > 0 ? Math.max(...waits) : null,
    services,
  });
};

const beginChunk = async (db: Database, chunkId: string): Promise<number> => {
  const [begun] = await db
    .update(chunks)
    .set({ attempts: sql`${chunks.attempts} + 1` })
    .where(eq(chunks.id, chunkId))
    .returning({ attempts: chunks.attempts });
  return begun?.attempts ?? 1;
};

/** An end with an error is an end too: only a death leaves the mark. */
const endChunk = async (db: Database, chunkId: string): Promise<void> => {
  await db.update(chunks).set({ attempts: 0 }).where(eq(chunks.id, chunkId));
};

type Context = { readonly job: JobRow; readonly search: SearchRow };

const readContext = async (db: Database, chunkId: string): Promise<Context | null> => {
  const [row] = await db
    .select({ job: jobs, search: searches })
    .from(chunks)
    .innerJoin(jobs, eq(jobs.id, chunks.jobId))
    .innerJoin(searches, eq(searches.id, chunks.searchId))
    .where(and(eq(chunks.id, chunkId), eq(chunks.status, 'open')));
  return row ?? null;
};

/** Returns after how long the candidate should be tried again, or `null` when it has ended. */
const runCandidate = async ({
  row,
  job,
  search,
  careful,
  signal,
  services,
}: Context & {
  row: CandidateRow;
  careful: boolean;
  signal: AbortSignal;
  services: ChunkServices;
}): Promise<number | null> => {
  const target = { projectId: job.projectId, jobId: job.id, nearDistance: job.config.nearDistance };
  if (careful && row.workerDeaths >= MAX_WORKER_DEATHS) {
    await services.settler.settle(target, killerOfWorkers(row));
    return null;
  }
  const result = await processCandidate({
    row,
    search,
    config: job.config,
    services: services.stages,
    signal,
    ...(careful ? { aroundDecode: markWhile(services.db, row) } : {}),
  });
  if (!('deferred' in result)) {
    await services.settler.settle(target, result);
    return null;
  }
  if (row.deferrals >= MAX_DEFERRALS || result.retryAfterMs > MAX_DEFERRAL_MS) {
    await services.settler.settle(target, result.failure);
    return null;
  }
  await services.db
    .update(candidates)
    .set({ deferrals: row.deferrals + 1, attempts: result.failure.attempts })
    .where(eq(candidates.id, row.id));
  return result.retryAfterMs;
};

/** Holds a mark on the candidate while something runs, however it ends; a mark that stays tells of a death. */
const markWhile =
  (db: Database, row: CandidateRow) =>
  async <T>(run: () => Promise<T>): Promise<T> => {
    const mark = (workerDeaths: number) => db.update(candidates).set({ workerDeaths }).where(eq(candidates.id, row.id));
    await mark(row.workerDeaths + 1);
    try {
      return await run();
    } finally {
      await mark(row.workerDeaths);
    }
  };

const killerOfWorkers = (row: CandidateRow): EndedCandidate => ({
  passed: false,
  candidateId: row.id,
  outcome: 'failed',
  code: 'job.worker_died',
  detail: String(row.workerDeaths),
  measures: null,
  httpStatus: row.httpStatus,
  attempts: row.attempts,
  optOut: row.optOut,
});

/** Closes a chunk, or comes back to it later, and moves its job on, all at once. */
const completeChunk = ({
  chunkId,
  job,
  waitMs,
  services: { db, queue },
}: {
  chunkId: string;
  job: JobRow;
  waitMs: number | null;
  services: ChunkServices;
}): Promise<void> =>
  db.transaction(async (tx) => {
    await lockJob(tx, job.id);
    const open = await tx.$count(candidates, and(eq(candidates.chunkId, chunkId), isNull(candidates.outcome)));
    if (open > 0) {
      const startAfter = new Date(Date.now() + (waitMs ?? 0));
      await queue.enqueue(tx, chunkJob, [chunkItem(job, chunkId, startAfter)]);
      return;
    }
    await tx
      .update(chunks)
      .set({ status: 'done', finishedAt: new Date() })
      .where(and(eq(chunks.id, chunkId), eq(chunks.status, 'open')));
    await advanceJob(tx, { queue, jobId: job.id });
  });
