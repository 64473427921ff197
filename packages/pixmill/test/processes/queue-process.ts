/**
 * A worker process for tests that kill it. Arguments: data directory, job name. It says `"running"` when its handler has
 * a job, and never finishes one.
 */
import { Type } from 'typebox';
import { openDatabase } from '../../src/platform/database/database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { defineJob, openQueue } from '../../src/platform/queue/queue.ts';

const logger = createLogger({ level: 'silent' });
const [dataDirectory = '', name = ''] = process.argv.slice(2);
const job = defineJob({ name, payload: Type.Object({ n: Type.Integer() }), retryLimit: 1, heartbeatSeconds: 600 });
const database = await openDatabase({ settings: { dataDirectory, databaseUrl: undefined }, logger });
const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: [job], logger });
await queue.work(job, { concurrency: 1 }, ({ signal }) => {
  process.stdout.write('"running"\n');
  const { promise, reject } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => reject(new Error('stopped')));
  return promise;
});
process.stdout.write(`${JSON.stringify(queue.workerId())}\n`);
