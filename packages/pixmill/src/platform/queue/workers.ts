import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../logging/logger.ts';

/** Whatever can run a query: a pool, a client. */
export type Sql = {
  readonly query: (text: string, values?: unknown[]) => Promise<{ readonly rows: { readonly id: string }[] }>;
};

/** A process that works, as others can see it: alive as long as its connection is. */
export type WorkerRegistration = {
  /** Random, 1 to 2^31 - 1. */
  readonly id: number;
  /** `host:pid`. */
  readonly process: string;
  /** Tries to become the only one, among all processes, that runs a job with this key; never waits. */
  readonly lockKey: (key: string) => Promise<boolean>;
  readonly unlockKey: (key: string) => Promise<void>;
  /** Ends the registration: from then on others take this worker for dead. */
  readonly release: () => Promise<void>;
};

/** First halves of advisory locks, whose second half is a worker's id or the hash of a key. */
const WORKER_LOCKS = 70618301;
const KEY_LOCKS = 70618302;
/** Held shared while a worker registers, exclusively while the jobs of dead ones are taken over. */
export const REGISTRATION_LOCK = '7061820003';

const LONGEST_RETRY_MS = 2_000;

/**
 * Registers this process as a worker: a session-level advisory lock on a random id, over a connection of its own. When
 * the connection breaks (a restarted server), it is made again with the same id. Throws what the first connection throws.
 */
export const registerWorker = async ({
  connection,
  logger,
}: {
  readonly connection: ClientConfig;
  readonly logger: Logger;
}): Promise<WorkerRegistration> => {
  const leaving = new AbortController();
  const id = randomInt(1, 2 ** 31);
  const held = new Set<string>();
  let client: Client;

  const connect = async (): Promise<Client> => {
    const next = new Client({ ...connection, application_name: `pixmill worker ${id}`, keepAlive: true });
    next.on('error', () => undefined);
    try {
      await next.connect();
      await next.query(`select pg_advisory_lock_shared(${REGISTRATION_LOCK})`);
      await next.query('select pg_advisory_lock($1::int, $2::int)', [WORKER_LOCKS, id]);
      await next.query(`select pg_advisory_unlock_shared(${REGISTRATION_LOCK})`);
      for (const key of held) await next.query('select pg_try_advisory_lock($1::int, hashtext($2))', [KEY_LOCKS, key]);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    next.once('end', () => {
      if (!leaving.signal.aborted) void connectAgain();
    });
    return next;
  };

  const connectAgain = async (): Promise<void> => {
    for (let delay = 50; !leaving.signal.aborted; delay = Math.min(delay * 2, LONGEST_RETRY_MS)) {
      try {
        const next = await connect();
        if (leaving.signal.aborted) await next.end();
        client = next;
        return;
      } catch (error) {
        logger.debug({ err: error }, 'the worker could not register again yet');
        await wait(delay, undefined, { signal: leaving.signal }).catch(() => undefined);
      }
    }
  };

  client = await connect();
  // One connection takes one question at a time.
  const oneAtATime = pLimit(1);
  return {
    id,
    process: `${hostname()}:${process.pid}`,
    lockKey: async (key) => {
      // The lock counts per connection, and this process has one: two of its own jobs are told apart here.
      if (held.has(key)) return false;
      held.add(key);
      try {
        const { rows } = await oneAtATime(() =>
          client.query<{ locked: boolean }>('select pg_try_advisory_lock($1::int, hashtext($2)) as locked', [
            KEY_LOCKS,
            key,
          ]),
        );
        if (rows[0]?.locked === true) return true;
        held.delete(key);
        return false;
      } catch (error) {
        held.delete(key);
        throw error;
      }
    },
    unlockKey: async (key) => {
      held.delete(key);
      // A broken connection has given up its locks by itself.
      await oneAtATime(() =>
        client.query('select pg_advisory_unlock($1::int, hashtext($2))', [KEY_LOCKS, key]).catch(() => undefined),
      );
    },
    release: async () => {
      leaving.abort();
      await client.end().catch(() => undefined);
    },
  };
};

/** The query of the ids of all workers that are alive now, on whatever machine. */
export const LIVING_WORKERS = `select objid::bigint as id from pg_locks
  where locktype = 'advisory' and granted and objsubid = 2 and classid::bigint = ${WORKER_LOCKS}
    and database = (select oid from pg_database where datname = current_database())`;

/** Ids of all workers that are alive now, on whatever machine. */
export const livingWorkers = async (sql: Sql): Promise<ReadonlySet<number>> => {
  const { rows } = await sql.query(LIVING_WORKERS);
  return new Set(rows.map((row) => Number(row.id)));
};
