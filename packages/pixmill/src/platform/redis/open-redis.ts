import type { Redis } from 'ioredis';
import type { Logger } from '../logging/logger.ts';

/** A Redis that may go away and come back while Pixmill runs. */
export type RedisConnection = {
  /** Runs a script on one key. Throws when Redis is away; then it is not asked again until it is back. */
  readonly run: (script: string, key: string, values: readonly (string | number)[]) => Promise<unknown>;
  /** Whether it answers now. */
  readonly isReady: () => boolean;
  /** Throws when it does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A request must not wait for a Redis that hangs. */
const COMMAND_TIMEOUT_MS = 250;
const CONNECT_TIMEOUT_MS = 1_000;
/** After a failure it is left alone for so long, so that one that hangs does not slow down every request. */
const PAUSE_MS = 1_000;

/**
 * Connects to a Redis and keeps trying when it is away. Never throws: what needs it finds out when it asks. Loads the
 * client only now.
 */
export const openRedis = async ({
  url,
  logger,
}: {
  readonly url: string;
  readonly logger: Logger;
}): Promise<RedisConnection> => {
  const { Redis: Client } = await import('ioredis');
  const redis: Redis = new Client(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableAutoPipelining: true,
    connectionName: 'pixmill',
    retryStrategy: (times) => Math.min(50 * times, 2_000),
  });
  let isAway = false;
  let pausedUntil = 0;
  const leave = (error: unknown): void => {
    pausedUntil = Date.now() + PAUSE_MS;
    if (isAway) return;
    isAway = true;
    logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'Redis does not answer');
  };
  redis.on('error', leave);
  redis.on('ready', () => {
    pausedUntil = 0;
    if (isAway) logger.warn('Redis answers again');
    isAway = false;
  });
  await redis.connect().catch(leave);
  const isReady = (): boolean => redis.status === 'ready' && Date.now() >= pausedUntil;
  return {
    isReady,
    run: async (script, key, values) => {
      try {
        return await redis.eval(script, 1, key, ...values);
      } catch (error) {
        leave(error);
        throw error;
      }
    },
    ping: async () => {
      await redis.ping();
      isAway = false;
    },
    close: async () => redis.disconnect(),
  };
};
