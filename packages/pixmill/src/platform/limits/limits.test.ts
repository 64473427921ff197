import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis, startRedis, type TestRedis } from '../../../test/redis-server.ts';
import { createLogger } from '../logging/logger.ts';
import { openRedis } from '../redis/open-redis.ts';
import { createMemoryCounter } from './memory-counter.ts';
import { createSharedCounter } from './shared-counter.ts';

const logger = createLogger({ level: 'silent' });

describe('a counter in memory', () => {
  it('counts a minute from the first thing on, and then begins anew', async () => {
    let time = 1_000;
    const counter = createMemoryCounter({ now: () => time });
    expect(await counter.add('a', 1)).toEqual({ used: 1, resetAt: 61_000 });
    time = 60_999;
    expect(await counter.add('a', 1)).toEqual({ used: 2, resetAt: 61_000 });
    expect(await counter.add('a', 0)).toEqual({ used: 2, resetAt: 61_000 });
    expect(await counter.add('b', 0)).toEqual({ used: 0, resetAt: 120_999 });
    time = 61_000;
    expect(await counter.add('a', 1)).toEqual({ used: 1, resetAt: 121_000 });
  });

  it('forgets who has not been seen for longest when it is full; looking pushes nobody out', async () => {
    const counter = createMemoryCounter({ mostKeys: 2, now: () => 0 });
    await counter.add('a', 1);
    await counter.add('b', 1);
    for (const key of ['x', 'y', 'z']) await counter.add(key, 0);
    expect((await counter.add('a', 1)).used).toBe(2);
    await counter.add('c', 1);
    expect((await counter.add('b', 0)).used).toBe(0);
    expect((await counter.add('a', 0)).used).toBe(2);
  });
});

describe.skipIf(!hasRedis)('a counter in Redis (skipped without redis-server)', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('is shared by all processes, also at the same moment', async () => {
    const connections = await Promise.all([0, 1, 2].map(() => openRedis({ url: server.url, logger })));
    const counters = connections.map((redis) => createSharedCounter({ redis, memory: createMemoryCounter() }));
    const usages = await Promise.all(
      counters.flatMap((counter) => Array.from({ length: 40 }, () => counter.add('together', 1))),
    );
    expect(usages.map(({ used }) => used).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    const [first] = usages;
    expect(first?.resetAt).toBeGreaterThan(Date.now());
    expect(first?.resetAt).toBeLessThanOrEqual(Date.now() + 60_000);
    expect((await counters[0]?.add('together', 0))?.used).toBe(120);
    for (const redis of connections) await redis.close();
  });

  it('goes on in memory while Redis is away, and in Redis when it is back', async () => {
    let own = await startRedis();
    const port = Number(new URL(own.url).port);
    const redis = await openRedis({ url: own.url, logger });
    const counter = createSharedCounter({ redis, memory: createMemoryCounter() });
    expect((await counter.add('k', 1)).used).toBe(1);
    await own.stop();
    expect((await counter.add('k', 1)).used).toBe(1);
    expect((await counter.add('k', 1)).used).toBe(2);
    await expect(redis.ping()).rejects.toThrow(/.+/);
    own = await startRedis(port);
    await expect.poll(() => redis.isReady(), { timeout: 20_000 }).toBe(true);
    expect((await counter.add('k', 1)).used).toBe(1);
    await redis.close();
    await own.stop();
  });

  it('is not waited for when nobody is there', async () => {
    const redis = await openRedis({ url: 'redis://127.0.0.1:1', logger });
    const counter = createSharedCounter({ redis, memory: createMemoryCounter() });
    expect((await counter.add('k', 1)).used).toBe(1);
    await redis.close();
  });
});
