import { expect, it } from 'vitest';
import type { HostManners } from './host-manners.ts';
import { mannersOf } from './host-manners.ts';
import { createHostScheduler } from './host-scheduler.ts';

const signal = new AbortController().signal;
const open = (manners: Partial<HostManners> = {}, options: { concurrency?: number; maxWaitMs?: number } = {}) =>
  createHostScheduler({
    concurrency: options.concurrency ?? 100,
    mannersOf: () => ({ concurrency: 2, minIntervalMs: 0, breakerThreshold: 3, ...manners }),
    maxWaitMs: options.maxWaitMs ?? 1000,
    breakerPauseMs: 20,
    maxBreakerPauseMs: 5000,
  });
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Asks for a turn and notes when it comes. */
const ask = (scheduler: ReturnType<typeof open>, host: string, log: string[]): Promise<() => void> =>
  scheduler.acquire(host, { signal }).then((release) => {
    log.push(host);
    return release;
  });

it('gives a host no more turns at once than its limit', async () => {
  const scheduler = open({ concurrency: 2 });
  const log: string[] = [];
  const turns = Array.from({ length: 5 }, () => ask(scheduler, 'a', log));
  await tick();
  expect(log).toHaveLength(2);
  (await turns[0])?.();
  (await turns[0])?.();
  await tick();
  expect(log).toHaveLength(3);
});

it('gives all hosts together no more turns than the limit, and takes turns among hosts', async () => {
  const scheduler = open({ concurrency: 100 }, { concurrency: 1 });
  const log: string[] = [];
  const turns = ['a', 'a', 'a', 'a', 'b', 'b', 'c'].map((host) => ask(scheduler, host, log));
  for (const turn of [0, 1, 4, 6, 2, 5, 3]) (await turns[turn])?.();
  expect(log).toEqual(['a', 'a', 'b', 'c', 'a', 'b', 'a']);
});

it('does not let a slow host hold up the others', async () => {
  const scheduler = open({ concurrency: 1 });
  const log: string[] = [];
  for (let count = 0; count < 50; count += 1) void ask(scheduler, 'slow', log);
  await tick();
  const release = await ask(scheduler, 'quick', log);
  release();
  expect(log).toEqual(['slow', 'quick']);
});

it('spaces the starts at one host', async () => {
  const scheduler = open({ concurrency: 10, minIntervalMs: 20 });
  const began = Date.now();
  for (let count = 0; count < 4; count += 1) (await scheduler.acquire('a', { signal }))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(60);
});

it('spaces them by what the request asks for, if that is more', async () => {
  const scheduler = open();
  const began = Date.now();
  (await scheduler.acquire('a', { signal }))();
  (await scheduler.acquire('a', { signal, minIntervalMs: 30 }))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(30);
});

it('takes a waiter away when it is aborted', async () => {
  const scheduler = open({ concurrency: 1 });
  const first = await scheduler.acquire('a', { signal });
  const controller = new AbortController();
  const aborted = scheduler.acquire('a', { signal: controller.signal });
  const third = scheduler.acquire('a', { signal });
  controller.abort(new Error('no longer wanted'));
  await expect(aborted).rejects.toThrow('no longer wanted');
  first();
  (await third)();
  await expect(scheduler.acquire('a', { signal: controller.signal })).rejects.toThrow('no longer wanted');
});

it('waits for a parked host when the pause is short', async () => {
  const scheduler = open();
  const began = Date.now();
  scheduler.park('a', 30, 'asked to wait');
  expect(scheduler.parked()).toMatchObject([{ host: 'a', reason: 'asked to wait' }]);
  (await scheduler.acquire('a', { signal }))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(30);
  expect(scheduler.parked()).toEqual([]);
});

it('refuses at once, those who wait already too, when the pause is long', async () => {
  const scheduler = open({ concurrency: 1 });
  const running = await scheduler.acquire('a', { signal });
  const waiting = Promise.allSettled([scheduler.acquire('a', { signal })]);
  scheduler.park('a', 60_000, 'asked to wait');
  expect(await waiting).toMatchObject([{ status: 'rejected', reason: { code: 'fetch.host_parked' } }]);
  await expect(scheduler.acquire('a', { signal })).rejects.toMatchObject({ code: 'fetch.host_parked' });
  (await scheduler.acquire('b', { signal }))();
  running();
});

it('opens the circuit after failures in a row, lets one probe through, and closes it at its success', async () => {
  const scheduler = open({ concurrency: 5 });
  for (let count = 0; count < 3; count += 1) scheduler.failed('a');
  expect(scheduler.parked()).toMatchObject([{ host: 'a', reason: 'circuit open' }]);
  const log: string[] = [];
  const turns = [ask(scheduler, 'a', log), ask(scheduler, 'a', log), ask(scheduler, 'a', log)];
  const probe = await turns[0];
  await tick();
  expect(log).toHaveLength(1);
  scheduler.succeeded('a');
  probe?.();
  await Promise.all(turns);
  expect(log).toHaveLength(3);
});

it('sends everyone away when it closes', async () => {
  const scheduler = open({ concurrency: 1 });
  await scheduler.acquire('a', { signal });
  const waiting = Promise.allSettled([scheduler.acquire('a', { signal })]);
  scheduler.close(new Error('closed'));
  expect(await waiting).toMatchObject([{ status: 'rejected' }]);
  await expect(scheduler.acquire('b', { signal })).rejects.toThrow('closed');
});

it('forgets hosts that have nothing to remember', async () => {
  const scheduler = open();
  for (let index = 0; index < 20_000; index += 1) (await scheduler.acquire(`host${index}`, { signal }))();
  expect(scheduler.size()).toBeLessThan(5000);
});

it('knows what the big services ask for, and lets an option only slow them down', () => {
  expect(mannersOf('images.metmuseum.org', false, {})).toMatchObject({ concurrency: 1, minIntervalMs: 1000 });
  expect(mannersOf('upload.wikimedia.org', false, { perHost: 8 }).concurrency).toBe(2);
  expect(mannersOf('example.org', false, {})).toMatchObject({ concurrency: 2, minIntervalMs: 200 });
  expect(mannersOf('example.org', false, { perHost: 8 }).concurrency).toBe(8);
  expect(mannersOf('127.0.0.1:9000', true, {})).toMatchObject({ minIntervalMs: 0 });
});
