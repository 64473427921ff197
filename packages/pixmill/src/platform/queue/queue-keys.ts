import { sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../database/database.ts';
import type { JobDefinition } from './job-definition.ts';
import { QUEUE_SCHEMA } from './take-over.ts';
import { LIVING_WORKERS } from './workers.ts';

/** Where the job of a key is: waiting for its turn or its time, or held by a worker that is alive. */
export type KeyState = 'waiting' | 'active';

const jobTable = sql.raw(`${QUEUE_SCHEMA}.job`);

/** See `Queue.remove`. */
export const removeKeys = async (
  tx: Transaction,
  { name }: Pick<JobDefinition, 'name'>,
  keys: readonly string[],
): Promise<number> => {
  if (keys.length === 0) return 0;
  const { rowCount } = await tx.execute(sql`
    delete from ${jobTable} where name = ${name} and singleton_key = any(${sql.param([...keys])}) and state < 'active'`);
  return rowCount ?? 0;
};

/** See `Queue.statesOf`. A job that a dead worker held waits to be taken over. */
export const keyStates = async (
  db: Queryable,
  { name }: Pick<JobDefinition, 'name'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KeyState>> => {
  if (keys.length === 0) return new Map();
  const { rows } = await db.execute<{ key: string; active: boolean }>(sql`
    select job.singleton_key as key, bool_or(job.state = 'active' and living.id is not null) as active
      from ${jobTable} as job
      left join queue_claims as claim on claim.job_id = job.id and claim.attempt = job.retry_count
      left join (${sql.raw(LIVING_WORKERS)}) as living on living.id = claim.worker_id
     where job.name = ${name} and job.singleton_key = any(${sql.param([...keys])}) and job.state <= 'active'
     group by job.singleton_key`);
  return new Map(rows.map(({ key, active }) => [key, active ? 'active' : 'waiting']));
};
