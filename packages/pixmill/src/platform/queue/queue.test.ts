import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { Type } from 'typebox';
import { afterAll, beforeAll, afterEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../logging/logger.ts';
import { defineJob, openQueue, type Queue } from './queue.ts';

const plain = defineJob({ name: 'test.plain', payload: Type.Object({ n: Type.Integer() }), retryLimit: 0 });
const retried = defineJob({
  name: 'test.retried',
  payload: Type.Object({ n: Type.Integer() }),
  retryLimit: 2,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 1,
});
const keyed = defineJob({
  name: 'test.keyed',
  payload: Type.Object({ n: Type.Integer() }),
  retryLimit: 0,
  unique: 'one-queued-one-active',
});
const JOBS = [plain, retried, keyed];
const logger = createLogger({ level: 'silent' });

let database: TestDatabase;
const queues: Queue[] = [];
const open = async (): Promise<Queue> => {
  const queue = await openQueue({ connection: database.connection, pool: database.pool, jobs: JOBS, logger });
  queues.push(queue);
  return queue;
};
const depthOf = async (queue: Queue, job: string) => (await queue.depths()).find((depth) => depth.job === job);

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop({ deadlineMs: 0 })));
  await database.pool.query('delete from queue.job');
});
afterAll(() => database.close());

describe('enqueue', () => {
  test('what a rolled back transaction enqueued never runs, what a committed one did runs', async () => {
    const queue = await open();
    const seen: number[] = [];
    const events = new EventEmitter();
    await queue.work(plain, { concurrency: 1 }, async ({ payload }) => {
      seen.push(payload.n);
      events.emit('run');
    });
    const ran = once(events, 'run');
    await database.db
      .transaction(async (tx) => {
        await queue.enqueue(tx, plain, [{ payload: { n: 1 } }]);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await database.db.transaction((tx) => queue.enqueue(tx, plain, [{ payload: { n: 2 } }]));
    await ran;
    await queue.stop();
    expect(seen).toEqual([2]);
    expect(await depthOf(queue, 'test.plain')).toMatchObject({ ready: 0, active: 0, dead: 0 });
  });

  test('a payload that is not what the job declares is refused before anything is written', async () => {
    const queue = await open();
    const bad: { n: number } = JSON.parse('{"n": "secret text"}');
    const enqueued = database.db.transaction((tx) => queue.enqueue(tx, plain, [{ payload: bad }]));
    await expect(enqueued).rejects.toMatchObject({ code: 'queue.invalid_payload' });
    await expect(enqueued).rejects.not.toThrow('secret text');
    expect(await depthOf(queue, 'test.plain')).toMatchObject({ ready: 0 });
  });

  test('of jobs with one key at most one waits and at most one runs, and other keys are not held up', async () => {
    const queue = await open();
    const events = new EventEmitter();
    const gate = new EventEmitter();
    const log: string[] = [];
    const send = (n: number, key: string) =>
      database.db.transaction((tx) => queue.enqueue(tx, keyed, [{ payload: { n }, key }]));
    await queue.work(keyed, { concurrency: 3 }, async ({ payload }) => {
      log.push(`begin ${payload.n}`);
      if (payload.n === 1) {
        const opened = once(gate, 'open');
        events.emit('first runs');
        await opened;
      }
      log.push(`end ${payload.n}`);
      events.emit(`ended ${payload.n}`);
    });
    const running = once(events, 'first runs');
    await send(1, 'a');
    await running;
    const other = once(events, 'ended 4');
    await send(2, 'a');
    await send(3, 'a');
    await send(4, 'b');
    await other;
    const second = once(events, 'ended 2');
    gate.emit('open');
    await second;
    await queue.stop();
    expect(log).toEqual(['begin 1', 'begin 4', 'end 4', 'end 1', 'begin 2', 'end 2']);
  });
});

describe('work', () => {
  test('a failed try comes again until the limit, then the job is set aside with its error', async () => {
    const queue = await open();
    const attempts: number[] = [];
    const events = new EventEmitter();
    await queue.work(retried, { concurrency: 1 }, async ({ payload, attempt }) => {
      if (payload.n === 1 && attempt === 2) {
        events.emit('worked');
        return;
      }
      attempts.push(attempt);
      if (attempt === 3) events.emit('last');
      throw new Error(`try ${attempt} of ${payload.n}`);
    });
    const done = Promise.all([once(events, 'worked'), once(events, 'last')]);
    await database.db.transaction((tx) => queue.enqueue(tx, retried, [{ payload: { n: 1 } }, { payload: { n: 2 } }]));
    await done;
    await queue.stop();
    expect(attempts.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 3]);
    const dead = await queue.deadJobs(retried, 10);
    expect(dead).toMatchObject([{ payload: { n: 2 }, error: { message: 'try 3 of 2' } }]);
  }, 20_000);

  test('a payload that older code wrote and this one does not understand is set aside at once', async () => {
    const queue = await open();
    const events = new EventEmitter();
    let runs = 0;
    await database.db.transaction((tx) => queue.enqueue(tx, retried, [{ payload: { n: 1 } }, { payload: { n: 2 } }]));
    await database.pool.query(`update queue.job set data = '{"old": true}' where data = '{"n": 1}'`);
    const ran = once(events, 'run');
    await queue.work(retried, { concurrency: 1 }, async () => {
      runs += 1;
      events.emit('run');
    });
    await ran;
    await expect
      .poll(() => queue.deadJobs(retried, 10))
      .toMatchObject([{ payload: { old: true }, error: { code: 'queue.invalid_payload' } }]);
    await queue.stop();
    expect(runs).toBe(1);
  });

  test('a handler knows whether its job comes back when it fails', async () => {
    const queue = await open();
    const answers: boolean[] = [];
    const events = new EventEmitter();
    await queue.work(retried, { concurrency: 1 }, async ({ comesBack }) => {
      answers.push(comesBack());
      if (answers.length === 3) events.emit('last');
      throw new Error('failed');
    });
    const last = once(events, 'last');
    await database.db.transaction((tx) => queue.enqueue(tx, retried, [{ payload: { n: 1 } }]));
    await last;
    expect(answers).toEqual([true, true, false]);
  }, 20_000);

  test('a worker of a lane leaves the jobs of other lanes and of none alone, a worker of none takes all', async () => {
    const [first, second] = [await open(), await open()];
    const seen: number[] = [];
    const events = new EventEmitter();
    const handler = async ({ payload }: { payload: { n: number } }): Promise<void> => {
      seen.push(payload.n);
      events.emit(`${seen.length} seen`);
    };
    const items = [{ n: 1 }, { n: 2, lane: 7 }, { n: 3, lane: 8 }, { n: 4, lane: 7 }];
    const own = once(events, '2 seen');
    await database.db.transaction((tx) =>
      first.enqueue(
        tx,
        plain,
        items.map(({ n, ...rest }) => ({ payload: { n }, ...rest })),
      ),
    );
    await first.work(plain, { concurrency: 2, lane: 7 }, handler);
    await own;
    expect(seen.toSorted((a, b) => a - b)).toEqual([2, 4]);
    expect(await depthOf(first, 'test.plain')).toMatchObject({ ready: 2 });
    const all = once(events, '4 seen');
    await second.work(plain, { concurrency: 2 }, handler);
    await all;
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  test('two processes never run one job at once, and every job runs exactly once', async () => {
    const [first, second] = [await open(), await open()];
    const counts = new Map<number, number>();
    const events = new EventEmitter();
    const TOTAL = 60;
    let ended = 0;
    const handler = async ({ payload }: { payload: { n: number } }): Promise<void> => {
      counts.set(payload.n, (counts.get(payload.n) ?? 0) + 1);
      await database.pool.query('select 1');
      ended += 1;
      if (ended === TOTAL) events.emit('all');
    };
    const all = once(events, 'all');
    await first.work(plain, { concurrency: 3 }, handler);
    await second.work(plain, { concurrency: 3 }, handler);
    await database.db.transaction((tx) =>
      first.enqueue(
        tx,
        plain,
        Array.from({ length: TOTAL }, (_, n) => ({ payload: { n } })),
      ),
    );
    await all;
    await Promise.all([first.stop(), second.stop()]);
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect(counts.size).toBe(TOTAL);
  });

  test('stopping aborts what does not end in time and hands it back without using up a try', async () => {
    const [first, second] = [await open(), await open()];
    const events = new EventEmitter();
    const running = once(events, 'running');
    await first.work(plain, { concurrency: 1 }, async ({ signal }) => {
      const aborted = once(signal, 'abort');
      events.emit('running');
      await aborted;
      signal.throwIfAborted();
    });
    await database.db.transaction((tx) => first.enqueue(tx, plain, [{ payload: { n: 1 } }]));
    await running;
    await first.stop({ deadlineMs: 0 });
    const again = once(events, 'again');
    await second.work(plain, { concurrency: 1 }, async ({ attempt }) => {
      events.emit('again', attempt);
    });
    expect(await again).toEqual([2]);
  });

  test('what runs when stopping begins is given its time, and counts as done', async () => {
    const queue = await open();
    const events = new EventEmitter();
    const running = once(events, 'running');
    await queue.work(plain, { concurrency: 1 }, async () => {
      const opened = once(events, 'open');
      events.emit('running');
      await opened;
    });
    await database.db.transaction((tx) => queue.enqueue(tx, plain, [{ payload: { n: 1 } }]));
    await running;
    const stopped = queue.stop({ deadlineMs: 20_000 });
    events.emit('open');
    await stopped;
    expect(await depthOf(queue, 'test.plain')).toEqual({ job: 'test.plain', ready: 0, waiting: 0, active: 0, dead: 0 });
  });
});
