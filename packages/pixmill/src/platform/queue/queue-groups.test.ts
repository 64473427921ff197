import { EventEmitter, once } from 'node:events';
import { Type } from 'typebox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../logging/logger.ts';
import { defineJob, openQueue, type NewJob, type Queue } from './queue.ts';

const keyed = defineJob({
  name: 'test.grouped',
  payload: Type.Object({ n: Type.Integer() }),
  retryLimit: 0,
  unique: 'one-queued-one-active',
});

let database: TestDatabase;
const queues: Queue[] = [];
const open = async (): Promise<Queue> => {
  const logger = createLogger({ level: 'silent' });
  const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: [keyed], logger });
  queues.push(queue);
  return queue;
};
const send = (queue: Queue, items: readonly NewJob<typeof keyed>[]) =>
  database.db.transaction((tx) => queue.enqueue(tx, keyed, items));
const item = (n: number, group: string): NewJob<typeof keyed> => ({ payload: { n }, key: `${n}`, group });

/** A handler whose runs wait to be let go. */
const heldRuns = () => {
  const events = new EventEmitter();
  const running = new Set<number>();
  const begun: number[] = [];
  return {
    running,
    begun,
    handler: async ({ payload: { n } }: { payload: { n: number } }): Promise<void> => {
      const ended = once(events, `end ${n}`);
      running.add(n);
      begun.push(n);
      events.emit('begun');
      await ended;
      running.delete(n);
    },
    end: (n: number) => events.emit(`end ${n}`),
    endAll: () => {
      for (const n of running) events.emit(`end ${n}`);
    },
  };
};

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop({ deadlineMs: 0 })));
  await database.pool.query('delete from queue.job');
});
afterAll(() => database.close());

describe('groups', () => {
  test('however much waits of one group, another finds room at once', async () => {
    const queue = await open();
    const held = heldRuns();
    await send(
      queue,
      Array.from({ length: 50 }, (_, n) => item(n, 'big')),
    );
    await queue.work(keyed, { concurrency: 3, perGroup: 2 }, held.handler);
    await expect.poll(() => held.running.size).toBe(2);
    await send(queue, [item(100, 'small'), item(101, 'small')]);
    await expect.poll(() => held.running.has(100)).toBe(true);
    expect([...held.running].filter((n) => n < 100)).toHaveLength(2);
    held.end(100);
    await expect.poll(() => held.running.has(101)).toBe(true);
    expect([...held.running].filter((n) => n < 100)).toHaveLength(2);
    held.endAll();
  });

  test('the jobs of one group may run together, those of one key never do', async () => {
    const queue = await open();
    const held = heldRuns();
    await queue.work(keyed, { concurrency: 4, perGroup: 3 }, held.handler);
    await send(queue, [item(1, 'a'), item(2, 'a')]);
    await expect.poll(() => held.running.size).toBe(2);
    await send(queue, [item(1, 'a')]);
    await expect.poll(async () => (await queue.statesOf(database.db, keyed, ['1'])).get('1')).toBe('active');
    held.end(2);
    await expect.poll(() => held.running.size).toBe(1);
    expect(held.begun).toEqual(expect.arrayContaining([1, 2]));
    expect(held.begun).toHaveLength(2);
    held.end(1);
    await expect.poll(() => held.begun.filter((n) => n === 1).length, { timeout: 10_000 }).toBe(2);
    held.endAll();
  });
});

describe('lanes', () => {
  test('a worker of no lane leaves the jobs of lanes to those that they are for', async () => {
    const queue = await open();
    const held = heldRuns();
    await send(queue, [{ payload: { n: 1 }, key: '1', lane: 7 }, item(2, 'a')]);
    await queue.work(keyed, { concurrency: 2, lane: 'none' }, held.handler);
    await expect.poll(() => held.running.has(2)).toBe(true);
    held.endAll();
    await queue.stop();
    expect(held.begun).toEqual([2]);
  });
});

describe('jobs by their keys', () => {
  test('those that wait can be taken out, those that run are left, and each says which it is', async () => {
    const queue = await open();
    const held = heldRuns();
    await queue.work(keyed, { concurrency: 1 }, held.handler);
    await send(queue, [item(1, 'a')]);
    await expect.poll(() => held.running.size).toBe(1);
    await send(queue, [item(2, 'b'), item(3, 'b')]);
    const states = await queue.statesOf(database.db, keyed, ['1', '2', '3', '4']);
    expect(Object.fromEntries(states)).toEqual({ 1: 'active', 2: 'waiting', 3: 'waiting' });
    const removed = await database.db.transaction((tx) => queue.remove(tx, keyed, ['1', '2', '4']));
    expect(removed).toBe(1);
    expect([...(await queue.statesOf(database.db, keyed, ['1', '2', '3'])).keys()].toSorted()).toEqual(['1', '3']);
    held.end(1);
    await expect.poll(() => held.running.has(3)).toBe(true);
    held.endAll();
  });

  test('what a dead worker held is waiting, not active', async () => {
    const queue = await open();
    await send(queue, [item(1, 'a')]);
    await database.pool.query(`update queue.job set state = 'active', started_on = now()`);
    await database.pool.query(
      `insert into queue_claims (job_id, job, attempt, worker_id, process)
       select id, name, retry_count, 1, 'elsewhere:1' from queue.job where name = 'test.grouped'`,
    );
    expect((await queue.statesOf(database.db, keyed, ['1'])).get('1')).toBe('waiting');
  });
});
