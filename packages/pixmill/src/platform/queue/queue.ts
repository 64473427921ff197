import { sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle } from 'pg-boss';
import type { Pool, ClientConfig } from 'pg';
import type { Queryable, Transaction } from '../database/database.ts';
import type { Logger } from '../logging/logger.ts';
import { deadLetterName, parsePayload, type JobDefinition, type Payload } from './job-definition.ts';
import { keyStates, removeKeys, type KeyState } from './queue-keys.ts';
import { startQueues } from './start-queues.ts';
import { QUEUE_SCHEMA } from './take-over.ts';
import { createWorkerProcess, type Handler, type WorkerProcess, type WorkOptions } from './worker-process.ts';

export { defineJob, type JobDefinition, type Payload } from './job-definition.ts';
export type { Handler } from './worker-process.ts';
export type { KeyState } from './queue-keys.ts';

/** One job to enqueue. */
export type NewJob<Definition extends JobDefinition> = {
  readonly payload: Payload<Definition>;
  /** What it is about; needed where the job is unique by key. */
  readonly key?: string;
  /** Not to be run before. */
  readonly startAfter?: Date;
  /** Only workers of this lane, and those of none, run it. 1 to 2^31 - 1; jobs of no lane are run by those of none only. */
  readonly lane?: number;
  /** Whose it is: a worker that runs only some of a group at once has room for others. Its key when it is left out. */
  readonly group?: string;
};

/** Jobs of one kind by state. */
export type QueueDepth = {
  readonly job: string;
  /** Ready to run now. */
  readonly ready: number;
  /** Waiting for their time: new ones and ones that are tried again. */
  readonly waiting: number;
  readonly active: number;
  /** Failed for good. */
  readonly dead: number;
};

/** A job that failed for good. */
export type DeadJob = {
  readonly id: string;
  readonly payload: unknown;
  /** What the last try ended with. */
  readonly error: unknown;
  readonly at: Date;
};

/** The background work of all processes on one database. */
export type Queue = {
  /**
   * Puts jobs into the queue in the caller's transaction: they exist when it commits, and never when it does not. The
   * payloads are checked first (`queue.invalid_payload`).
   */
  readonly enqueue: <Definition extends JobDefinition>(
    tx: Transaction,
    job: Definition,
    items: readonly NewJob<Definition>[],
  ) => Promise<void>;
  /**
   * Runs jobs of a kind in this process, `concurrency` at a time: those of a lane, or all. What the handler throws is a
   * failed try. The first call registers the process as a worker and takes over what dead workers held.
   */
  readonly work: <Definition extends JobDefinition>(
    job: Definition,
    options: WorkOptions,
    handler: Handler<Definition>,
  ) => Promise<void>;
  /**
   * Takes those jobs of a kind out of the queue that have one of these keys and do not run yet, in the caller's
   * transaction. Returns how many; those that run are left to their workers.
   */
  readonly remove: (tx: Transaction, job: JobDefinition, keys: readonly string[]) => Promise<number>;
  /** Which of these keys wait, and which are really run by a living worker; the others are not in the queue. */
  readonly statesOf: (
    db: Queryable,
    job: JobDefinition,
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, KeyState>>;
  /** This process's worker id (see workers.ts); `null` before the first `work`. */
  readonly workerId: () => number | null;
  readonly depths: () => Promise<readonly QueueDepth[]>;
  /** Newest first. */
  readonly deadJobs: (job: JobDefinition, limit: number) => Promise<readonly DeadJob[]>;
  /**
   * Takes no more work, gives what runs `deadlineMs` to finish, then aborts it and hands it back to the queue, which does
   * not count as a failed try.
   */
  readonly stop: (options?: { readonly deadlineMs?: number }) => Promise<void>;
};

const DEFAULT_DEADLINE_MS = 10_000;

type DepthRow = { job: string; ready: string; waiting: string; active: string; dead: string };

/**
 * Opens the queue: its own tables (schema `queue`) and a queue for each job are made when they are missing. `jobs` is the
 * catalogue: every job that this process enqueues or runs. The database must be migrated.
 */
export const openQueue = async ({
  connection,
  pool,
  jobs,
  logger,
}: {
  readonly connection: ClientConfig;
  readonly pool: Pool;
  readonly jobs: readonly JobDefinition[];
  readonly logger: Logger;
}): Promise<Queue> => {
  const { connectionString, host, port, user, database } = connection;
  const boss = new PgBoss({
    ...(connectionString === undefined ? {} : { connectionString }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(database === undefined ? {} : { database }),
    schema: QUEUE_SCHEMA,
    application_name: `pixmill queue ${process.pid}`,
    max: 6,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  // A server that restarts is met by everyone who asks it something; pg-boss tries again by itself.
  boss.on('error', (error) => logger.debug({ err: error }, 'the queue met an error'));
  boss.on('warning', (warning) => logger.debug({ warning }, 'the queue warns'));
  await boss.start();
  await startQueues(boss, jobs).catch(async (error: unknown) => {
    await boss.stop({ graceful: false });
    throw error;
  });

  const names = jobs.map(({ name }) => name);
  let worker: Promise<WorkerProcess> | null = null;
  let workerId: number | null = null;

  return {
    enqueue: async (tx, job, items) => {
      if (items.length === 0) return;
      const rows = items.map(({ payload, key, startAfter, lane, group = key }) => {
        if (job.unique !== 'none' && key === undefined) throw new TypeError(`Job ${job.name} needs a key.`);
        const data: unknown = parsePayload(job, payload);
        if (typeof data !== 'object' || data === null) throw new TypeError(`Job ${job.name} carries no object.`);
        return {
          data,
          ...(key === undefined ? {} : { singletonKey: key }),
          ...(group === undefined ? {} : { group: { id: group } }),
          ...(startAfter === undefined ? {} : { startAfter }),
          // pg-boss can take jobs by a range of priorities, by an index; lanes are of one priority each.
          ...(lane === undefined ? {} : { priority: lane }),
        };
      });
      // Two transactions that enqueue the same keys in another order would wait for each other.
      rows.sort((a, b) => ((a.singletonKey ?? '') < (b.singletonKey ?? '') ? -1 : 1));
      await boss.insert(job.name, rows, { db: fromDrizzle(tx, sql) });
    },
    work: async (job, options, handler) => {
      worker ??= createWorkerProcess({ boss, connection, pool, jobs: names, logger });
      const process = await worker;
      workerId = process.id;
      await process.work(job, options, handler);
    },
    remove: removeKeys,
    statesOf: keyStates,
    workerId: () => workerId,
    depths: async () => {
      const { rows } = await pool.query<DepthRow>(
        `select name.name as job,
                count(*) filter (where job.name = name.name and job.state < 'active' and job.start_after <= now()) as ready,
                count(*) filter (where job.name = name.name and job.state < 'active' and job.start_after > now()) as waiting,
                count(*) filter (where job.name = name.name and job.state = 'active') as active,
                count(*) filter (where job.name = name.name || '.dead' and job.state < 'active') as dead
           from unnest($1::text[]) as name (name)
           left join ${QUEUE_SCHEMA}.job as job on job.name in (name.name, name.name || '.dead')
          group by name.name order by name.name`,
        [names],
      );
      return rows.map((row) => ({
        job: row.job,
        ready: Number(row.ready),
        waiting: Number(row.waiting),
        active: Number(row.active),
        dead: Number(row.dead),
      }));
    },
    deadJobs: async (job, limit) => {
      const { rows } = await pool.query<DeadJob>(
        `select id, data as payload, source_output as error, created_on as at from ${QUEUE_SCHEMA}.job
          where name = $1 order by created_on desc limit $2`,
        [deadLetterName(job), limit],
      );
      return rows;
    },
    stop: async ({ deadlineMs = DEFAULT_DEADLINE_MS } = {}) => {
      if (worker !== null) await (await worker).stop(deadlineMs);
      await boss.stop({ graceful: false });
    },
  };
};
