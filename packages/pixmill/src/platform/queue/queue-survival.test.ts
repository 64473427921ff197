import { EventEmitter, once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess } from '../../../test/child-process.ts';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { openDatabase, type OpenDatabase } from '../database/database.ts';
import { readPidFile } from '../database/embedded-postgres/pid-file.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { createLogger } from '../logging/logger.ts';
import { defineJob, openQueue } from './queue.ts';
import { livingWorkers } from './workers.ts';

// A server of its own, since it is killed here; the test run's own one must live.
const logger = createLogger({ level: 'silent' });
const CHILD = join(import.meta.dirname, '../../../test/processes/queue-process.ts');
let folder: string;
let database: OpenDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-queue-'));
  await chmod(folder, 0o755);
  database = await openDatabase({ settings: { dataDirectory: folder, databaseUrl: undefined }, logger });
  await migrateDatabase({ connection: database.connection, folder: MIGRATIONS });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const jobNamed = (name: string) =>
  defineJob({ name, payload: Type.Object({ n: Type.Integer() }), retryLimit: 1, heartbeatSeconds: 600 });

test('the job of a killed worker is taken over at once, and its death is no failed try', async () => {
  const job = jobNamed('survival.killed');
  const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: [job], logger });
  const child = startProcess(CHILD, [folder, job.name]);
  const childId = await child.next();
  const running = child.next();
  await database.db.transaction((tx) => queue.enqueue(tx, job, [{ payload: { n: 1 } }]));
  expect(await running).toBe('running');
  expect(await livingWorkers(database.pool)).toContain(childId);

  const events = new EventEmitter();
  const ran = once(events, 'ran');
  await queue.work(job, { concurrency: 1 }, async ({ attempt }) => {
    // One failure is allowed, and this is the first.
    if (attempt === 2) throw new Error('failed');
    events.emit('ran', attempt);
  });
  expect(await livingWorkers(database.pool)).toEqual(new Set([childId, queue.workerId()]));
  await child.kill();
  expect(await ran).toEqual([3]);
  expect(await livingWorkers(database.pool)).toEqual(new Set([queue.workerId()]));
  await queue.stop();
}, 30_000);

test('jobs of a living worker are left alone by another one that comes', async () => {
  const job = jobNamed('survival.living');
  const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: [job], logger });
  const child = startProcess(CHILD, [folder, job.name]);
  await child.next();
  const running = child.next();
  await database.db.transaction((tx) => queue.enqueue(tx, job, [{ payload: { n: 1 } }]));
  await running;
  let runs = 0;
  await queue.work(job, { concurrency: 1 }, async () => {
    runs += 1;
  });
  await queue.stop();
  const [depth] = await queue.depths();
  expect({ runs, active: depth?.active }).toEqual({ runs: 0, active: 1 });
  await child.kill();
}, 30_000);

test('the queue goes on after PostgreSQL was killed and came back', async () => {
  const job = jobNamed('survival.restart');
  const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: [job], logger });
  const events = new EventEmitter();
  await queue.work(job, { concurrency: 1 }, async ({ payload }) => {
    events.emit(`ran ${payload.n}`);
  });
  const send = (n: number) => database.db.transaction((tx) => queue.enqueue(tx, job, [{ payload: { n } }]));
  const first = once(events, 'ran 1');
  await send(1);
  await first;
  const server = await readPidFile(join(folder, 'postgres/cluster'));
  const second = once(events, 'ran 2');
  process.kill(server?.pid ?? 0, 'SIGKILL');
  await expect
    .poll(
      () =>
        send(2).then(
          () => 'sent',
          () => 'not yet',
        ),
      { timeout: 20_000 },
    )
    .toBe('sent');
  await second;
  await expect.poll(() => livingWorkers(database.pool), { timeout: 20_000 }).toEqual(new Set([queue.workerId()]));
  await queue.stop();
}, 60_000);
