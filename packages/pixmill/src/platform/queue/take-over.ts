import { hostname } from 'node:os';
import type { Pool, PoolClient } from 'pg';
import { REGISTRATION_LOCK, livingWorkers } from './workers.ts';

/** Schema that pg-boss keeps its tables in. */
export const QUEUE_SCHEMA = 'queue';

/** An attempt of a job that some worker runs or ran. */
export type Claim = { readonly jobId: string; readonly attempt: number };

/**
 * How often a job is handed back without that counting as a failure. A job that kills every worker that touches it would
 * otherwise go round for ever.
 */
const MOST_HAND_BACKS = 30;
/** After a start of the server every worker needs a moment to register again. */
const REGISTRATION_SECONDS = 10;

/**
 * Gives running attempts back to the queue at once, and without using up a try: the limit grows with the count. The
 * number of the attempt still goes up, so that what the old worker may yet report about it has no effect.
 */
export const handBack = async (
  sql: Pick<PoolClient, 'query'>,
  claims: readonly Claim[],
  { delaySeconds = 0 }: { readonly delaySeconds?: number } = {},
): Promise<number> => {
  const { rowCount } = await sql.query(
    `update ${QUEUE_SCHEMA}.job as job
        set state = 'retry', heartbeat_on = null, start_after = now() + $3::int * interval '1 second',
            retry_limit = job.retry_limit + 1
       from unnest($1::uuid[], $2::int[]) as claim (id, attempt)
      where job.id = claim.id and job.retry_count = claim.attempt and job.state = 'active'`,
    [claims.map(({ jobId }) => jobId), claims.map(({ attempt }) => attempt), delaySeconds],
  );
  return rowCount ?? 0;
};

/** Whether a worker of this machine is surely gone. */
const isGoneHere = (worker: string): boolean => {
  const [host, pid] = [worker.slice(0, worker.lastIndexOf(':')), Number(worker.slice(worker.lastIndexOf(':') + 1))];
  if (host !== hostname() || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

type ActiveRow = {
  readonly id: string;
  readonly attempt: number;
  readonly limit: number;
  readonly base: number;
  readonly worker: string | null;
  readonly process: string | null;
  readonly settled: boolean;
};

/**
 * Hands back what dead workers held. Dead is who has no registration although the server has been up long enough to
 * get one, or whose process is gone from this machine. Returns how many jobs go on elsewhere.
 */
export const takeOverFromDead = async (
  pool: Pool,
  {
    self,
    jobs,
    isFresh,
  }: {
    readonly self: number;
    readonly jobs: readonly string[];
    /**
     * Whether `self` has taken no job yet: then, when nobody else is alive, also what was taken but not claimed (its
     * worker died in between) is handed back.
     */
    readonly isFresh: boolean;
  },
): Promise<number> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Nobody registers meanwhile: who is missing from the list is dead, and stays so.
    const { rows: locks } = await client.query<{ locked: boolean }>(
      `select pg_try_advisory_xact_lock(${REGISTRATION_LOCK}) as locked`,
    );
    if (locks[0]?.locked !== true) {
      await client.query('rollback');
      return 0;
    }
    const living = await livingWorkers(client);
    const { rows } = await client.query<ActiveRow>(
      `select job.id, job.retry_count as attempt, job.retry_limit as limit, queue.retry_limit as base,
              claim.worker_id as worker, claim.process,
              now() - pg_postmaster_start_time() > $2::int * interval '1 second' as settled
         from ${QUEUE_SCHEMA}.job as job
         join ${QUEUE_SCHEMA}.queue as queue on queue.name = job.name
         left join queue_claims as claim on claim.job_id = job.id and claim.attempt = job.retry_count
        where job.name = any($1) and job.state = 'active'
        for update of job skip locked`,
      [jobs, REGISTRATION_SECONDS],
    );
    const isAlone = isFresh && [...living].every((id) => id === self);
    const dead = rows.filter(({ worker, process: name, settled, limit, base }) => {
      if (limit - base >= MOST_HAND_BACKS) return false;
      if (worker === null || name === null) return isAlone;
      if (living.has(Number(worker))) return false;
      return settled || isGoneHere(name);
    });
    const count =
      dead.length === 0
        ? 0
        : await handBack(
            client,
            dead.map(({ id, attempt }) => ({ jobId: id, attempt })),
          );
    await client.query(
      `delete from queue_claims as claim where not exists (
         select from ${QUEUE_SCHEMA}.job as job
          where job.id = claim.job_id and job.name = claim.job and job.retry_count = claim.attempt and job.state = 'active')`,
    );
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};
