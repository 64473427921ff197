import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../logging/logger.ts';
import { defineDailyJob, workDaily } from './daily.ts';
import { openQueue, type Queue } from './queue.ts';

const tidy = { ...defineDailyJob({ name: 'test.tidy', expireInSeconds: 60 }), retryLimit: 0 };

let database: TestDatabase;
const queues: Queue[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop({ deadlineMs: 0 })));
  await database.pool.query('delete from queue.job');
});
afterAll(() => database.close());

const startWorker = async (handler: () => Promise<void>): Promise<void> => {
  const { connection, pool, db } = database;
  const queue = await openQueue({ connection, pool, jobs: [tidy], logger: createLogger({ level: 'silent' }) });
  queues.push(queue);
  await workDaily({ queue, db }, tidy, handler);
};

const waiting = async () => {
  const { rows } = await database.db.execute<{ hours: number }>(
    sql`select round(extract(epoch from start_after - now()) / 3600)::int as hours from queue.job
        where name = ${tidy.name} and state < 'active'`,
  );
  return rows.map(({ hours }) => hours);
};
const aDayPasses = () =>
  database.db.execute(sql`update queue.job set start_after = start_after - interval '1 day' where state < 'active'`);

describe('daily work', () => {
  it('is done once by all workers together, and again a day later', async () => {
    let runs = 0;
    const count = async () => {
      runs += 1;
    };
    for (let worker = 0; worker < 3; worker++) await startWorker(count);
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 20_000 });
    await expect.poll(waiting, { timeout: 20_000 }).toEqual([24]);
    await startWorker(count);
    expect(await waiting()).toEqual([24]);
    expect(runs).toBe(1);
    await aDayPasses();
    await vi.waitFor(() => expect(runs).toBe(2), { timeout: 20_000 });
    await expect.poll(waiting, { timeout: 20_000 }).toEqual([24]);
  });

  it('comes again tomorrow also when it failed today', async () => {
    await startWorker(() => Promise.reject(new Error('no luck today')));
    await vi.waitFor(
      async () => expect((await queues[0]?.depths())?.find(({ job }) => job === tidy.name)?.dead).toBe(1),
      { timeout: 20_000 },
    );
    expect(await waiting()).toEqual([24]);
  });
});
