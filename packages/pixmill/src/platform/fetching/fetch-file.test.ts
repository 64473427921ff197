import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { image, redirect, reply, sequence, startHttpServer } from '../../../test/http-server.ts';
import type { Routes } from '../../../test/http-server.ts';
import * as bad from '../../../test/http-misbehaviour.ts';

// Generous, because a busy machine must not fail a test; what is about a limit sets its own.
const TIMEOUTS = { connectMs: 20_000, headersMs: 20_000, bodyIdleMs: 20_000, totalMs: 20_000 };

/** A server and a fetcher that is allowed to ask it. */
const open = async (routes: Routes, options: Parameters<typeof openTestFetcher>[1] = {}) => {
  const server = await startHttpServer(routes);
  const test = await openTestFetcher([server], { timeouts: TIMEOUTS, ...options });
  return {
    ...test,
    server,
    [Symbol.asyncDispose]: async () => {
      await test[Symbol.asyncDispose]();
      await server.close();
    },
  };
};

describe('fetching a file', () => {
  it('stores the bytes and tells what the server said', async () => {
    const bytes = Buffer.from('not really a jpeg');
    await using test = await open({
      '/a.jpg': (_request, response) => {
        response.writeHead(200, { 'content-type': 'image/jpeg', etag: '"1"', 'last-modified': 'yesterday' }).end(bytes);
      },
    });
    const result = await test.get(`${test.server.origin}/a.jpg?x=1#part`);
    expect(result).toMatchObject({
      ok: true,
      finalUrl: `${test.server.origin}/a.jpg?x=1`,
      httpStatus: 200,
      contentType: 'image/jpeg',
      attempts: 1,
      etag: '"1"',
      lastModified: 'yesterday',
      optOut: { decision: 'allow', rule: 'none' },
      file: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    });
    expect(result.ok && (await readFile(result.file.path))).toEqual(bytes);
    if (result.ok) await result.file.discard();
    expect(await test.leftovers()).toEqual([]);
  });

  it('says who it is, and asks for images without encoding', async () => {
    await using test = await open({ '/a.jpg': reply('x') });
    await test.textOrCode(`${test.server.origin}/a.jpg`, { headers: { Referer: 'https://example.org/' } });
    expect(test.server.requests[0]?.headers).toMatchObject({
      'user-agent': 'Pixmill/0.0.0 (+https://pixmill.test; test)',
      accept: 'image/avif,image/webp,image/jpeg,image/png,*/*;q=0.1',
      'accept-encoding': 'identity',
      referer: 'https://example.org/',
    });
    await expect(test.get(`${test.server.origin}/a.jpg`, { headers: { Cookie: 'a=b' } })).rejects.toThrow(TypeError);
  });

  it('uses a connection again, also after an error page', async () => {
    await using test = await open(
      { '/a.jpg': image(Buffer.from('x')), '/gone': reply('gone', { status: 410 }) },
      { perHost: 1 },
    );
    for (const path of ['/a.jpg', '/gone', '/a.jpg', '/none', '/a.jpg']) {
      await test.textOrCode(`${test.server.origin}${path}`);
    }
    expect(new Set(test.server.requests.map(({ remotePort }) => remotePort)).size).toBe(1);
  });

  it('speaks IPv6', async () => {
    await using server = await startHttpServer({ '/a.jpg': reply('six') }, { host: '::1' });
    await using test = await openTestFetcher([server]);
    expect(await test.textOrCode(`${server.origin}/a.jpg`)).toBe('six');
  });
});

describe('statuses', () => {
  it.each([
    [401, 'fetch.forbidden', 1],
    [403, 'fetch.forbidden', 1],
    [404, 'fetch.not_found', 1],
    [410, 'fetch.not_found', 1],
    [451, 'fetch.forbidden', 1],
    [400, 'fetch.http_error', 1],
    [418, 'fetch.http_error', 1],
    [204, 'fetch.empty', 1],
    [206, 'fetch.http_error', 1],
    [304, 'fetch.http_error', 1],
    [501, 'fetch.http_error', 1],
    [408, 'fetch.server_error', 3],
    [425, 'fetch.server_error', 3],
    [429, 'fetch.rate_limited', 3],
    [500, 'fetch.server_error', 3],
    [503, 'fetch.server_error', 3],
  ])('%i ends as %s after %i tries', async (status, code, attempts) => {
    await using test = await open({ '/a.jpg': reply('', { status }) });
    const result = await test.get(`${test.server.origin}/a.jpg`);
    expect(result).toMatchObject({ ok: false, code, attempts, httpStatus: status });
    expect(test.server.count('/a.jpg')).toBe(attempts);
  });

  it('tries again after what may pass', async () => {
    await using test = await open({
      '/a.jpg': sequence(reply('', { status: 502 }), bad.reset(), reply('at last')),
      '/b.jpg': sequence(bad.cut(100, 10), image(Buffer.from('whole'))),
      '/c.jpg': sequence(bad.reset('after-headers'), reply('again')),
      '/d.jpg': sequence(bad.tooManyRequests(0), reply('after a break')),
    });
    expect(await test.get(`${test.server.origin}/a.jpg`)).toMatchObject({ ok: true, attempts: 3 });
    expect(await test.textOrCode(`${test.server.origin}/b.jpg`)).toBe('whole');
    expect(await test.textOrCode(`${test.server.origin}/c.jpg`)).toBe('again');
    expect(await test.textOrCode(`${test.server.origin}/d.jpg`)).toBe('after a break');
  });
});

describe('bodies', () => {
  const plain = Buffer.from('picture '.repeat(100));

  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['identity', plain],
    ['GZIP', gzipSync(plain)],
  ])('decodes %s although it was not asked for', async (encoding, body) => {
    await using test = await open({ '/a.jpg': reply(body, { headers: { 'content-encoding': encoding } }) });
    expect(await test.textOrCode(`${test.server.origin}/a.jpg`)).toBe(plain.toString());
  });

  it.each([
    ['a stack of encodings', bad.gzipBomb(1000, 'gzip, gzip'), 'fetch.bad_encoding'],
    ['an unknown encoding', reply('x', { headers: { 'content-encoding': 'lzma' } }), 'fetch.bad_encoding'],
    [
      'a property name as encoding',
      reply('x', { headers: { 'content-encoding': 'constructor' } }),
      'fetch.bad_encoding',
    ],
    ['a broken gzip', reply('not gzip', { headers: { 'content-encoding': 'gzip' } }), 'fetch.bad_encoding'],
    [
      'a gzip that breaks off',
      reply(gzipSync(plain).subarray(0, 20), { headers: { 'content-encoding': 'gzip' } }),
      'fetch.bad_encoding',
    ],
    ['a broken brotli', reply('not br', { headers: { 'content-encoding': 'br' } }), 'fetch.bad_encoding'],
    ['a broken zstd', reply('not zstd', { headers: { 'content-encoding': 'zstd' } }), 'fetch.bad_encoding'],
    ['a gzip bomb', bad.gzipBomb(64 * 1024 * 1024), 'fetch.too_large'],
    ['an endless body', bad.endless(), 'fetch.too_large'],
    ['an honest large length', image(Buffer.alloc(1_000_001)), 'fetch.too_large'],
    ['no bytes', image(Buffer.alloc(0)), 'fetch.empty'],
    ['no bytes in chunks', reply(''), 'fetch.empty'],
    ['a body that is shorter than stated', bad.cut(1000, 10), 'fetch.interrupted_body'],
    ['a raw body that is shorter than stated', bad.lieAboutLength(1000, 10), 'fetch.interrupted_body'],
    ['a reset in the body', bad.reset('after-headers'), 'fetch.interrupted_body'],
    ['a reset before the headers', bad.reset(), 'fetch.connection_failed'],
  ])('%s ends as its own code, and leaves nothing behind', async (_name, handler, code) => {
    await using test = await open({ '/a.jpg': handler }, { retry: { attempts: 1 } });
    expect(await test.textOrCode(`${test.server.origin}/a.jpg`)).toBe(code);
    expect(await test.leftovers()).toEqual([]);
  });

  it.each([
    ['silence', bad.silent(), 'fetch.timeout_headers'],
    ['a body that stalls', bad.stall(), 'fetch.timeout_body'],
  ])('tries twice after %s', async (_name, handler, code) => {
    const timeouts = code === 'fetch.timeout_body' ? { bodyIdleMs: 50 } : { headersMs: 50 };
    await using test = await open({ '/a.jpg': handler }, { timeouts });
    expect(await test.get(`${test.server.origin}/a.jpg`)).toMatchObject({ ok: false, code, attempts: 2 });
    expect(await test.leftovers()).toEqual([]);
  });

  it('gives up on a slow loris when the whole time is over', async () => {
    await using test = await open({ '/a.jpg': bad.drip(10) }, { timeouts: { bodyIdleMs: 5000, totalMs: 100 } });
    expect(await test.get(`${test.server.origin}/a.jpg`)).toMatchObject({ code: 'fetch.timeout_total', attempts: 1 });
    expect(await test.leftovers()).toEqual([]);
  });

  it('takes exactly the bytes that are allowed', async () => {
    await using test = await open({ '/a.jpg': reply(Buffer.alloc(1000)), '/b.jpg': reply(Buffer.alloc(1001)) });
    expect(await test.get(`${test.server.origin}/a.jpg`, { maxBytes: 1000 })).toMatchObject({ ok: true });
    expect(await test.textOrCode(`${test.server.origin}/b.jpg`, { maxBytes: 1000 })).toBe('fetch.too_large');
  });

  it('takes the stated part of a longer body, and the next answer is not made of the rest', async () => {
    await using test = await open({ '/long': bad.lieAboutLength(4, 100), '/a.jpg': reply('next') });
    expect(await test.textOrCode(`${test.server.origin}/long`)).toBe('AAAA');
    expect(await test.textOrCode(`${test.server.origin}/a.jpg`)).toBe('next');
  });

  it('calls an answer that is no HTTP a bad response', async () => {
    await using test = await open({ '/a.jpg': (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n') });
    expect(await test.textOrCode(`${test.server.origin}/a.jpg`)).toBe('fetch.bad_response');
    await using other = await open({
      '/a.jpg': reply('x', { headers: { 'x-long': 'a'.repeat(20_000) } }),
    });
    expect(await other.textOrCode(`${other.server.origin}/a.jpg`)).toBe('fetch.bad_response');
  });
});

describe('redirects', () => {
  it('follows five and no more', async () => {
    await using test = await open({ '/hops/*': bad.hops(reply('end')) });
    expect(await test.get(`${test.server.origin}/hops/5`)).toMatchObject({
      ok: true,
      finalUrl: `${test.server.origin}/hops/0`,
    });
    expect(await test.textOrCode(`${test.server.origin}/hops/6`)).toBe('fetch.too_many_redirects');
  });

  it.each([301, 302, 303, 307, 308])('follows a %i', async (status) => {
    await using test = await open({ '/a': redirect('/b.jpg', status), '/b.jpg': reply('b') });
    expect(await test.textOrCode(`${test.server.origin}/a`)).toBe('b');
  });

  it('notices a circle at once', async () => {
    await using test = await open({ '/a': redirect('/b'), '/b': redirect('/a') });
    expect(await test.textOrCode(`${test.server.origin}/a`)).toBe('fetch.too_many_redirects');
    expect(test.server.requests).toHaveLength(2);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'fetch.blocked_address'],
    ['http://[::ffff:10.0.0.1]/', 'fetch.blocked_address'],
    ['http://localhost/', 'fetch.blocked_host'],
    ['file:///etc/passwd', 'fetch.blocked_scheme'],
    ['http://[', 'fetch.bad_redirect'],
    ['', 'fetch.too_many_redirects'],
  ])('does not follow to %s', async (location, code) => {
    await using test = await open({ '/a': redirect(location) });
    expect(await test.textOrCode(`${test.server.origin}/a`)).toBe(code);
  });

  it('calls a redirect without a target bad', async () => {
    await using test = await open({ '/a': reply('', { status: 302 }) });
    expect(await test.textOrCode(`${test.server.origin}/a`)).toBe('fetch.bad_redirect');
  });

  it('drops the headers of the caller when it leaves the origin', async () => {
    await using other = await startHttpServer({ '/b.jpg': reply('b') });
    await using server = await startHttpServer({ '/a': redirect('/b'), '/b': redirect(`${other.origin}/b.jpg`) });
    await using test = await openTestFetcher([server, other]);
    await test.textOrCode(`${server.origin}/a`, { headers: { Referer: 'https://example.org/' } });
    expect(server.requests.map(({ headers }) => headers.referer)).toEqual(Array(2).fill('https://example.org/'));
    expect(other.requests[0]?.headers.referer).toBeUndefined();
    expect(other.requests[0]?.headers['user-agent']).toMatch(/^Pixmill\//);
  });
});

describe('aborting', () => {
  it.each([
    ['before it begins', '/a.jpg', true],
    ['while the server is silent', '/silent', false],
    ['in the middle of the body', '/stall', false],
  ])('throws the reason %s, and leaves nothing behind', async (_name, path, early) => {
    const controller = new AbortController();
    const stop = (): void => controller.abort(new Error('stopped by a person'));
    await using test = await open(
      {
        '/a.jpg': reply('x'),
        '/silent': () => stop(),
        '/stall': async (request, response, n) => {
          await bad.stall()(request, response, n);
          setTimeout(stop, 20);
        },
      },
      { timeouts: { headersMs: 5000, bodyIdleMs: 5000, totalMs: 5000 } },
    );
    if (early) stop();
    const fetching = test.get(`${test.server.origin}${path}`, { signal: controller.signal });
    await expect(fetching).rejects.toThrow('stopped by a person');
    expect(await test.leftovers()).toEqual([]);
  });

  it('leaves no listeners on a signal that lives long', async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...parameters: Parameters<typeof add>) => {
      listeners += 1;
      add(...parameters);
    };
    signal.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...parameters);
    };
    await using test = await open({ '/a.jpg': reply('x'), '/b.jpg': reply('', { status: 500 }) });
    await test.textOrCode(`${test.server.origin}/a.jpg`, { signal });
    await test.textOrCode(`${test.server.origin}/b.jpg`, { signal });
    await expect.poll(() => listeners).toBeLessThanOrEqual(0);
  });
});

it('passes on that the disk is full, and gives the turn back', async () => {
  await using test = await open(
    { '/a.jpg': reply(Buffer.alloc(100_000)) },
    { perHost: 1, storage: { receive: () => Promise.reject(new Error('disk full')) } },
  );
  await expect(test.get(`${test.server.origin}/a.jpg`)).rejects.toThrow('disk full');
  await expect(test.get(`${test.server.origin}/a.jpg`)).rejects.toThrow('disk full');
});
