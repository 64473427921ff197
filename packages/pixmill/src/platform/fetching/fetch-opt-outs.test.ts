import { describe, expect, it } from 'vitest';
import { ALL_SIGNALS, openTestFetcher } from '../../../test/fetcher.ts';
import { json, redirect, reply, sequence, startHttpServer } from '../../../test/http-server.ts';
import type { Handler, Routes } from '../../../test/http-server.ts';
import { hops, reset, silent } from '../../../test/http-misbehaviour.ts';

const TDM = '/.well-known/tdmrep.json';
const picture = (headers: Readonly<Record<string, string | readonly string[]>> = {}): Handler =>
  reply('picture', { headers });
const reserved = (...entries: readonly object[]): Handler => json(entries);

/** Fetches `/img/a.jpg` from a server with these routes, asking for all signals; gives the result and what was asked. */
const fetchFrom = async (routes: Routes, optOut = ALL_SIGNALS, timeouts = {}) => {
  await using server = await startHttpServer({ '/img/a.jpg': picture(), ...routes });
  await using test = await openTestFetcher([server], { timeouts });
  const result = await test.get(`${server.origin}/img/a.jpg`, { optOut });
  if (result.ok) await result.file.discard();
  return { result, asked: server.requests.map(({ path }) => path), origin: server.origin };
};

describe('headers of the image', () => {
  it.each<readonly [Record<string, string | readonly string[]>, string]>([
    [{ 'x-robots-tag': 'noai' }, 'x-robots-tag:noai'],
    [{ 'x-robots-tag': ['googlebot: nofollow', 'noai'] }, 'x-robots-tag:noai'],
    [{ 'x-robots-tag': 'none' }, 'x-robots-tag:none'],
    [{ 'content-usage': 'train-ai=n' }, 'content-usage'],
    [{ 'content-usage': ['train-ai=y', 'train-ai=n'] }, 'content-usage'],
    [{ 'content-signal': 'search=yes, ai-train=no' }, 'content-signal'],
    [{ 'tdm-reservation': '1' }, 'tdm-header'],
  ])('%j ends as opted out, even when no files are read', async (headers, rule) => {
    const { result, origin } = await fetchFrom({ '/img/a.jpg': picture(headers) }, { robots: 'off', tdmrep: false });
    expect(result).toMatchObject({ ok: false, code: 'fetch.opted_out', attempts: 1, httpStatus: 200 });
    expect(result.optOut).toMatchObject({ decision: 'deny', rule, sourceUrl: `${origin}/img/a.jpg` });
  });

  it('records the policy at which rights may be had', async () => {
    const headers = { 'tdm-reservation': '1', 'tdm-policy': 'https://example.org/policy.json' };
    const { result } = await fetchFrom({ '/img/a.jpg': picture(headers) });
    expect(result.optOut).toMatchObject({ policyUrl: 'https://example.org/policy.json' });
  });

  it('counts lines apart: a line for another crawler says nothing about ours', async () => {
    const headers = { 'x-robots-tag': ['noarchive', 'googlebot: noindex'] };
    const { result } = await fetchFrom({ '/img/a.jpg': picture(headers) });
    expect(result).toMatchObject({ ok: true, optOut: { decision: 'allow', rule: 'none' } });
    expect(result.optOut?.checkedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
});

describe('robots.txt', () => {
  const robots = (text: string): Routes => ({ '/robots.txt': reply(text) });

  it('forbids before anything of the image is asked for', async () => {
    const { result, asked, origin } = await fetchFrom(robots('User-agent: GPTBot\nDisallow: /img/'));
    expect(result).toMatchObject({ ok: false, code: 'fetch.opted_out', httpStatus: null });
    expect(result.optOut).toMatchObject({ rule: 'robots:GPTBot /img/', sourceUrl: `${origin}/robots.txt` });
    expect(asked).toEqual(['/robots.txt']);
  });

  it('counts AI crawlers only at their level, and is not read when off', async () => {
    const routes = robots('User-agent: GPTBot\nDisallow: /\n\nUser-agent: other\nDisallow: /');
    expect((await fetchFrom(routes, { robots: 'own', tdmrep: false })).result.ok).toBe(true);
    const off = await fetchFrom(robots('User-agent: *\nDisallow: /'), { robots: 'off', tdmrep: false });
    expect(off.result.ok).toBe(true);
    expect(off.asked).toEqual(['/img/a.jpg']);
  });

  it('honours the usage preferences in it', async () => {
    const { result } = await fetchFrom(robots('User-agent: *\nContent-Signal: ai-train=no\nAllow: /'));
    expect(result.optOut).toMatchObject({ decision: 'deny', rule: 'robots:content-signal ai-train=no' });
  });

  it.each([400, 401, 403, 404, 410])('allows all when it answers %i', async (status) => {
    expect((await fetchFrom({ '/robots.txt': reply('', { status }) })).result.ok).toBe(true);
  });

  it.each([429, 500, 503])('allows nothing for now when it answers %i', async (status) => {
    const { result, asked } = await fetchFrom({ '/robots.txt': reply('', { status }) });
    expect(result).toMatchObject({ ok: false, code: 'fetch.robots_unavailable', attempts: 1 });
    expect(result.optOut).toMatchObject({ decision: 'deny', rule: 'robots:unavailable' });
    expect(asked).toEqual(['/robots.txt']);
  });

  it('allows nothing while it cannot be reached, and says why', async () => {
    const { result } = await fetchFrom({ '/robots.txt': silent() }, ALL_SIGNALS, { headersMs: 50 });
    expect(result).toMatchObject({ ok: false, code: 'fetch.timeout_headers', optOut: null });
  });

  it('is asked for again when the connection breaks', async () => {
    const file = sequence(reset(), reply('User-agent: *\nDisallow: /'));
    expect((await fetchFrom({ '/robots.txt': file })).result).toMatchObject({ code: 'fetch.opted_out' });
  });

  it('is followed over five redirects; more mean that there is none', async () => {
    const file = reply('User-agent: *\nDisallow: /');
    const five = await fetchFrom({ '/robots.txt': redirect('/hops/4'), '/hops/*': hops(file) });
    expect(five.result).toMatchObject({ code: 'fetch.opted_out' });
    const six = await fetchFrom({ '/robots.txt': redirect('/hops/5'), '/hops/*': hops(file) });
    expect(six.result.ok).toBe(true);
  });

  it('is read up to 500 KiB', async () => {
    const line = 'Disallow: /other\n';
    const long = `User-agent: *\n${`#${' '.repeat(99)}\n`.repeat(5200)}`;
    expect((await fetchFrom(robots(`${long}Disallow: /`))).result.ok).toBe(true);
    const early = `User-agent: *\nDisallow: /img\n${line.repeat(100_000)}`;
    expect((await fetchFrom(robots(early))).result).toMatchObject({ code: 'fetch.opted_out' });
  });

  it('is asked once for an origin, however many want to know', async () => {
    await using server = await startHttpServer({
      '/*': picture(),
      '/robots.txt': robots('')['/robots.txt'] ?? picture(),
    });
    await using test = await openTestFetcher([server]);
    const urls = Array.from({ length: 20 }, (_, index) => `${server.origin}/${index}.jpg`);
    await Promise.all(urls.map((url) => test.textOrCode(url, { optOut: ALL_SIGNALS })));
    expect(server.count('/robots.txt')).toBe(1);
    expect(server.count(TDM)).toBe(1);
  });

  it('goes on being read when the first who asked goes away', async () => {
    const controller = new AbortController();
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await using server = await startHttpServer({
      '/a.jpg': picture(),
      '/robots.txt': async (_request, response) => {
        await asked;
        response.end('User-agent: *\nDisallow: /x');
      },
    });
    await using test = await openTestFetcher([server]);
    const options = { optOut: { robots: 'own', tdmrep: false } } as const;
    const first = test.get(`${server.origin}/a.jpg`, { ...options, signal: controller.signal });
    const second = test.textOrCode(`${server.origin}/a.jpg`, options);
    await expect.poll(() => server.count('/robots.txt')).toBe(1);
    controller.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    answer();
    expect(await second).toBe('picture');
    expect(server.count('/robots.txt')).toBe(1);
  });

  it('of the host that a redirect leads to counts too', async () => {
    await using other = await startHttpServer({
      '/b.jpg': picture(),
      '/robots.txt': reply('User-agent: *\nDisallow: /b'),
    });
    await using server = await startHttpServer({ '/a.jpg': redirect(`${other.origin}/b.jpg`) });
    await using test = await openTestFetcher([server, other]);
    const result = await test.get(`${server.origin}/a.jpg`, { optOut: ALL_SIGNALS });
    expect(result.optOut).toMatchObject({ rule: 'robots:* /b', sourceUrl: `${other.origin}/robots.txt` });
    expect(other.count('/b.jpg')).toBe(0);
  });

  it('paces by its crawl delay', async () => {
    await using server = await startHttpServer({
      '/*': picture(),
      '/robots.txt': reply('User-agent: *\nCrawl-delay: 0.05'),
    });
    await using test = await openTestFetcher([server]);
    const began = performance.now();
    const urls = Array.from({ length: 4 }, (_, index) => `${server.origin}/${index}.jpg`);
    await Promise.all(urls.map((url) => test.textOrCode(url, { optOut: { robots: 'own', tdmrep: false } })));
    expect(performance.now() - began).toBeGreaterThan(190);
  });
});

describe('TDM reservations', () => {
  it('in the file forbid', async () => {
    const file = reserved({ location: '/img/*', 'tdm-reservation': 1, 'tdm-policy': 'https://example.org/p' });
    const { result, origin } = await fetchFrom({ [TDM]: file });
    expect(result).toMatchObject({ ok: false, code: 'fetch.opted_out' });
    expect(result.optOut).toMatchObject({
      rule: 'tdmrep:file',
      sourceUrl: `${origin}${TDM}`,
      policyUrl: 'https://example.org/p',
    });
  });

  it('in the file are lifted by a header, and the other way round', async () => {
    const lifted = await fetchFrom({
      [TDM]: reserved({ location: '/', 'tdm-reservation': 1 }),
      '/img/a.jpg': picture({ 'tdm-reservation': '0' }),
    });
    expect(lifted.result).toMatchObject({ ok: true, optOut: { decision: 'allow', rule: 'tdm-header' } });
    const made = await fetchFrom({
      [TDM]: reserved({ location: '/', 'tdm-reservation': 0 }),
      '/img/a.jpg': picture({ 'tdm-reservation': '1' }),
    });
    expect(made.result.optOut).toMatchObject({ decision: 'deny', rule: 'tdm-header' });
  });

  it('are not reset by a header without a valid value', async () => {
    const { result } = await fetchFrom({
      [TDM]: reserved({ location: '/', 'tdm-reservation': 1 }),
      '/img/a.jpg': picture({ 'tdm-reservation': 'maybe' }),
    });
    expect(result.optOut).toMatchObject({ decision: 'deny', rule: 'tdmrep:file' });
  });

  it.each<readonly [string, Handler]>([
    ['is absent', reply('', { status: 404 })],
    ['is no JSON', reply('<html>')],
    ['fails', reply('', { status: 500 })],
    ['says nothing about the path', reserved({ location: '/other/', 'tdm-reservation': 1 })],
  ])('are not made by a file that %s', async (_name, handler) => {
    expect((await fetchFrom({ [TDM]: handler })).result.ok).toBe(true);
  });
});

it('keeps a failed policy file in mind only shortly', async () => {
  await using server = await startHttpServer({
    '/a.jpg': picture(),
    '/robots.txt': sequence(reply('', { status: 500 }), reply('')),
  });
  await using test = await openTestFetcher([server]);
  expect(await test.textOrCode(`${server.origin}/a.jpg`, { optOut: ALL_SIGNALS })).toBe('fetch.robots_unavailable');
  expect(await test.textOrCode(`${server.origin}/a.jpg`, { optOut: ALL_SIGNALS })).toBe('fetch.robots_unavailable');
  expect(server.count('/robots.txt')).toBe(1);
});
