import { describe, expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { json, reply, sequence, startHttpServer } from '../../../test/http-server.ts';
import { after, reset, tooManyRequests } from '../../../test/http-misbehaviour.ts';

const times = <T>(count: number, work: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => work(index));

it('asks one host no more than twice at once, and all hosts no more than the limit', async () => {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const servers = await Promise.all(times(3, () => startHttpServer({ '/*': after(gate, reply('x')) })));
  await using test = await openTestFetcher(servers, { perHost: 2, concurrency: 5 });
  const fetches = servers.flatMap(({ origin }) => times(6, (index) => test.textOrCode(`${origin}/${index}.jpg`)));
  await expect.poll(() => servers.reduce((sum, server) => sum + server.requests.length, 0)).toBe(5);
  expect(servers.map((server) => server.peak()).toSorted((a, b) => a - b)).toEqual([1, 2, 2]);
  open();
  expect(await Promise.all(fetches)).toEqual(Array(18).fill('x'));
  for (const server of servers) {
    expect(server.peak()).toBeLessThanOrEqual(2);
    expect(new Set(server.requests.map(({ remotePort }) => remotePort)).size).toBeLessThanOrEqual(2);
    await server.close();
  }
});

it('goes on with other hosts while one is silent', async () => {
  await using slow = await startHttpServer({ '/*': () => {} });
  await using quick = await startHttpServer({ '/*': reply('x') });
  await using test = await openTestFetcher([slow, quick], { perHost: 2, concurrency: 4 });
  const controller = new AbortController();
  const stuck = times(20, (index) =>
    test.get(`${slow.origin}/${index}`, { signal: controller.signal }).catch(() => 'stopped'),
  );
  for (let index = 0; index < 20; index += 1) expect(await test.textOrCode(`${quick.origin}/${index}`)).toBe('x');
  controller.abort();
  expect(await Promise.all(stuck)).toEqual(Array(20).fill('stopped'));
});

it('keeps the interval that an API asks for', async () => {
  const starts: number[] = [];
  await using server = await startHttpServer((request, response, n) => {
    starts.push(performance.now());
    return json({})(request, response, n);
  });
  await using test = await openTestFetcher([server]);
  const signal = new AbortController().signal;
  await Promise.all(times(4, () => test.fetcher.fetchJson(`${server.origin}/`, { signal, minIntervalMs: 40 })));
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  // The network may bring two of them closer together than they were sent.
  expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBeGreaterThan(90);
});

describe('Retry-After', () => {
  it('waits as long as the host asks when that is short', async () => {
    const began = performance.now();
    await using server = await startHttpServer({ '/a.jpg': sequence(tooManyRequests(1), reply('later')) });
    await using test = await openTestFetcher([server]);
    expect(await test.get(`${server.origin}/a.jpg`)).toMatchObject({ ok: true, attempts: 2 });
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it.each([
    ['seconds', 429, 'fetch.rate_limited'],
    ['date', 429, 'fetch.rate_limited'],
    ['seconds', 503, 'fetch.server_error'],
  ] as const)('parks a host that asks for long (%s, %i), and says until when', async (form, status, code) => {
    await using server = await startHttpServer({ '/a.jpg': tooManyRequests(120, form, status), '/b.jpg': reply('b') });
    await using test = await openTestFetcher([server]);
    const result = await test.get(`${server.origin}/a.jpg`);
    expect(result).toMatchObject({ ok: false, code, attempts: 1 });
    expect(result.ok ? 0 : result.retryAfterMs).toBeGreaterThan(118_000);
    expect(test.fetcher.parkedHosts()).toMatchObject([{ host: server.host }]);
    const next = await test.get(`${server.origin}/b.jpg`);
    expect(next).toMatchObject({ ok: false, code: 'fetch.host_parked', attempts: 0 });
    expect(next.ok ? 0 : next.retryAfterMs).toBeGreaterThan(110_000);
    expect(server.count('/b.jpg')).toBe(0);
  });

  it('is kept for no longer than 15 minutes', async () => {
    await using server = await startHttpServer({ '/a.jpg': tooManyRequests(1_000_000) });
    await using test = await openTestFetcher([server]);
    expect(await test.get(`${server.origin}/a.jpg`)).toMatchObject({ retryAfterMs: 900_000 });
  });
});

it('brakes when the headers say that nothing is left', async () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' };
  await using server = await startHttpServer({ '/a': json({ last: true }, 200, headers), '/b': json({}) });
  await using test = await openTestFetcher([server]);
  const signal = new AbortController().signal;
  expect(await test.fetcher.fetchJson(`${server.origin}/a`, { signal })).toMatchObject({ body: { last: true } });
  const next = test.fetcher.fetchJson(`${server.origin}/b`, { signal });
  await expect(next).rejects.toMatchObject({ code: 'fetch.host_parked', retry: true });
});

describe('the circuit breaker', () => {
  it('leaves a host alone after failures in a row, and lets one probe try it again', async () => {
    let broken = true;
    await using server = await startHttpServer((request, response, n) =>
      broken ? reset()(request, response, n) : reply('well again')(request, response, n),
    );
    const options = { privateOrigins: { breakerThreshold: 3 }, retry: { attempts: 1 }, breakerPauseMs: 60 };
    await using test = await openTestFetcher([server], { ...options, maxParkWaitMs: 0 });
    for (let index = 0; index < 3; index += 1) {
      expect(await test.textOrCode(`${server.origin}/${index}`)).toBe('fetch.connection_failed');
    }
    const refused = await test.get(`${server.origin}/4`);
    expect(refused).toMatchObject({ ok: false, code: 'fetch.circuit_open', attempts: 0 });
    expect(test.fetcher.parkedHosts()).toMatchObject([{ host: server.host, reason: 'circuit open' }]);
    expect(server.requests).toHaveLength(3);
    broken = false;
    await expect.poll(() => test.textOrCode(`${server.origin}/5`)).toBe('well again');
    // Closed, not half-open: it takes as many failures as before to open it again.
    broken = true;
    for (let index = 6; index < 8; index += 1) await test.textOrCode(`${server.origin}/${index}`);
    expect(test.fetcher.parkedHosts()).toEqual([]);
  });

  it('is not opened by what only concerns one URL', async () => {
    await using server = await startHttpServer({ '/ok.jpg': reply('fine') });
    await using test = await openTestFetcher([server], { privateOrigins: { breakerThreshold: 2 } });
    for (let index = 0; index < 6; index += 1) await test.textOrCode(`${server.origin}/none${index}`);
    expect(await test.textOrCode(`${server.origin}/ok.jpg`)).toBe('fine');
  });
});
