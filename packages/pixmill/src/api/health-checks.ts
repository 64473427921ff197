import type { Pixmill } from '../compose.ts';
import { createHealth, type Health, type HealthCheck } from '../features/health/health.service.ts';
import { livingWorkers } from '../platform/queue/workers.ts';
import type { RedisConnection } from '../platform/redis/open-redis.ts';

const SECOND = 1_000;

const databaseCheck = ({ database }: Pixmill): HealthCheck => ({
  name: 'database',
  isVital: true,
  keepMs: SECOND,
  failure: 'The database does not answer.',
  look: async () => {
    await database.pool.query('select 1');
    return { status: 'healthy', message: `${database.kind} PostgreSQL answers` };
  },
});

const queueCheck = ({ database }: Pixmill): HealthCheck => ({
  name: 'queue',
  isVital: false,
  keepMs: SECOND,
  failure: 'The queue does not answer.',
  look: async () => {
    const workers = (await livingWorkers(database.pool)).size;
    if (workers === 0) return { status: 'degraded', message: 'no worker is alive: jobs wait', workers };
    return {
      status: 'healthy',
      message: workers === 1 ? '1 worker is alive' : `${workers} workers are alive`,
      workers,
    };
  },
});

const storageCheck = ({ storage }: Pixmill): HealthCheck => ({
  name: 'storage',
  isVital: true,
  // It writes and reads, and a bucket is paid by the request.
  keepMs: 10 * SECOND,
  failure: 'The storage cannot be written to or read.',
  look: async () => {
    await storage.check();
    return { status: 'healthy', message: `bytes can be written and read back (${storage.kind})` };
  },
});

const searchCheck = ({ database }: Pixmill): HealthCheck => ({
  name: 'search',
  isVital: false,
  keepMs: SECOND,
  failure: 'Search does not answer.',
  look: async () => {
    const { rows } = await database.pool.query(`select 1 from pg_extension where extname = 'pg_trgm'`);
    if (rows.length > 0) return { status: 'healthy', message: 'text and colours can be searched for' };
    return { status: 'degraded', message: 'works without tolerance for typing mistakes: pg_trgm is not installed' };
  },
});

const redisCheck = (redis: RedisConnection): HealthCheck => ({
  name: 'redis',
  isVital: false,
  keepMs: SECOND,
  failure: 'Redis does not answer: limits are kept in the memory of each process.',
  look: async () => {
    await redis.ping();
    return { status: 'healthy', message: 'limits are shared' };
  },
});

/** Makes what looks at every part of an installation. */
export const openHealth = (pixmill: Pixmill, redis: RedisConnection | null): Health =>
  createHealth({
    checks: [
      databaseCheck(pixmill),
      queueCheck(pixmill),
      storageCheck(pixmill),
      searchCheck(pixmill),
      ...(redis === null ? [] : [redisCheck(redis)]),
    ],
    failed: (name, error) => pixmill.logger.warn({ part: name, err: error }, 'a part does not work'),
  });
