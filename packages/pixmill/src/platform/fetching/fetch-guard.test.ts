import { describe, expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { reply, startHttpServer } from '../../../test/http-server.ts';
import type { ResolvedAddress } from './name-cache.ts';

const at = (...addresses: readonly string[]): readonly ResolvedAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4, ttl: 0 }));

describe('the guard inside the connection', () => {
  it('refuses literals of this network, and sends nothing', async () => {
    await using server = await startHttpServer({ '/a.jpg': reply('secret') });
    await using test = await openTestFetcher([]);
    expect(await test.textOrCode(`${server.origin}/a.jpg`)).toBe('fetch.blocked_address');
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['127.0.0.1.nip.io', at('127.0.0.1')],
    ['metadata.example', at('169.254.169.254')],
    ['six.example', at('::1')],
    ['mapped.example', at('::ffff:127.0.0.1')],
    ['mixed.example', at('8.8.8.8', '10.0.0.1')],
    ['mixed-six.example', at('2606:4700::1', 'fd00::1')],
  ])('refuses a name that resolves to a private address: %s', async (name, addresses) => {
    await using test = await openTestFetcher([], { resolveName: async () => addresses });
    const result = await test.get(`http://${name}/a.jpg`);
    expect(result).toMatchObject({ ok: false, code: 'fetch.blocked_address', attempts: 1 });
  });

  it('does not tell where a blocked name leads', async () => {
    await using test = await openTestFetcher([], { resolveName: async () => at('10.11.12.13') });
    expect(JSON.stringify(await test.get('http://intern.example/a.jpg'))).not.toContain('10.11');
  });

  it('resolves the names of allowed origins to whatever they are, and only for that origin', async () => {
    await using server = await startHttpServer({ '/a.jpg': reply('stored') });
    const origin = `http://minio.example:${server.port}`;
    await using test = await openTestFetcher([{ origin }], { resolveName: async () => at('127.0.0.1') });
    expect(await test.textOrCode(`${origin}/a.jpg`)).toBe('stored');
    expect(server.requests[0]?.headers.host).toBe(`minio.example:${server.port}`);
    expect(await test.textOrCode('http://minio.example/a.jpg')).toBe('fetch.blocked_address');
    expect(await test.textOrCode('http://other.example/a.jpg')).toBe('fetch.blocked_address');
  });

  it('ignores proxies of the environment', async () => {
    await using proxy = await startHttpServer(reply('through the proxy'));
    await using server = await startHttpServer({ '/a.jpg': reply('direct') });
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = proxy.origin;
    try {
      await using test = await openTestFetcher([server]);
      expect(await test.textOrCode(`${server.origin}/a.jpg`)).toBe('direct');
      expect(proxy.requests).toEqual([]);
    } finally {
      for (const [index, name] of names.entries()) {
        const value = before[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});

describe('names that do not resolve', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

  it('says that a name does not exist, and does not ask again', async () => {
    await using test = await openTestFetcher([], { resolveName: failing('ENOTFOUND') });
    expect(await test.get('http://nowhere.example/')).toMatchObject({ code: 'fetch.host_not_found', attempts: 1 });
  });

  it('tries again when the resolver fails', async () => {
    await using test = await openTestFetcher([], { resolveName: failing('ESERVFAIL') });
    expect(await test.get('http://nowhere.example/')).toMatchObject({ code: 'fetch.dns_failed', attempts: 3 });
  });
});

it('says that nobody listens', async () => {
  const server = await startHttpServer({});
  await server.close();
  await using test = await openTestFetcher([server]);
  expect(await test.get(`${server.origin}/`)).toMatchObject({ code: 'fetch.connection_refused', attempts: 3 });
});
