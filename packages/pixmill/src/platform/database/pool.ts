import { setTimeout as wait } from 'node:timers/promises';
import { Pool, type ClientConfig, type PoolClient, type PoolConfig } from 'pg';
import type { Logger } from '../logging/logger.ts';

const POOL_DEFAULTS: PoolConfig = {
  max: 16,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 15_000,
  keepAlive: true,
  application_name: `pixmill ${process.pid}`,
  // A transaction that was forgotten must not hold its locks for ever.
  idle_in_transaction_session_timeout: 300_000,
};

/** How long a query waits for a server that is being started again. */
const PATIENCE_MS = 20_000;
const RETRY_MS = 25;

/** Nobody listens, the connection broke at once, or the server says that it is starting or stopping. */
const NOT_READY = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03']);

const isNotReady = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && NOT_READY.has(error.code);

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;

/**
 * Takes a lent connection back by itself when it breaks: drizzle does not return one on which not even `begin`
 * succeeded, and a pool waits at its end for what was not returned.
 */
const returnWhenBroken = (client: PoolClient): PoolClient => {
  const release = client.release.bind(client);
  let isReturned = false;
  const giveBack = (reason?: boolean | Error): void => {
    if (isReturned) return;
    isReturned = true;
    client.off('end', dropBroken);
    release(reason);
  };
  const dropBroken = (): void => giveBack(true);
  client.once('end', dropBroken);
  client.release = giveBack;
  return client;
};

/** A pool that outlives its server. */
class ResilientPool extends Pool {
  readonly #patienceMs: number;

  constructor(config: PoolConfig, patienceMs: number) {
    super(config);
    this.#patienceMs = patienceMs;
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    const connecting = this.#connect();
    if (callback === undefined) return connecting;
    void connecting.then(
      // oxlint-disable-next-line promise/no-callback-in-promise -- the interface of pg, which its own `query` uses
      (client) => callback(undefined, client, (reason) => client.release(reason)),
      (error: unknown) => {
        // oxlint-disable-next-line promise/no-callback-in-promise -- as above
        callback(error instanceof Error ? error : new Error(String(error)), undefined, () => undefined);
      },
    );
  }

  async #connect(): Promise<PoolClient> {
    for (const deadline = Date.now() + this.#patienceMs; ;) {
      try {
        return returnWhenBroken(await super.connect());
      } catch (error) {
        if (!isNotReady(error) || Date.now() >= deadline || this.ending) throw error;
        await wait(RETRY_MS);
      }
    }
  }
}

/**
 * Makes the pool of a server. A connection that breaks is dropped; the next query opens another. `waitsForServer` is for
 * the embedded server, which is started again when it ends: queries wait for it (20 s at most) instead of failing.
 */
export const openPool = (
  connection: ClientConfig,
  { logger, waitsForServer }: { readonly logger: Logger; readonly waitsForServer: boolean },
): Pool => {
  const pool = new ResilientPool({ ...POOL_DEFAULTS, ...connection }, waitsForServer ? PATIENCE_MS : 0);
  pool.on('error', (error) => logger.debug({ reason: error.message }, 'an idle database connection broke'));
  // An error of a connection that is lent out is also told to whoever runs a query on it.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.debug({ reason: error.message }, 'a database connection broke'));
  });
  return pool;
};
