import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { json, redirect, reply, sequence, startHttpServer } from '../../../test/http-server.ts';
import type { Handler } from '../../../test/http-server.ts';
import { gzipBomb, reset } from '../../../test/http-misbehaviour.ts';

const { signal } = new AbortController();

/** Asks a server that answers so; gives the answer or the error. */
const ask = async (handler: Handler, options: { maxBytes?: number } = {}): Promise<unknown> => {
  await using server = await startHttpServer({ '/api': handler });
  await using test = await openTestFetcher([server]);
  return await test.fetcher.fetchJson(`${server.origin}/api?api_key=s3cret`, { signal, ...options });
};

describe('asking an API', () => {
  it('gives body, headers and status', async () => {
    expect(await ask(json({ hits: [1] }, 200, { 'X-Total': '7' }))).toMatchObject({
      body: { hits: [1] },
      status: 200,
      headers: { 'content-type': 'application/json', 'x-total': '7' },
    });
  });

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
  ])('understands %s', async (encoding, body) => {
    const answer = ask(reply(body, { headers: { 'content-encoding': encoding } }));
    expect(await answer).toMatchObject({ body: { a: 1 } });
  });

  it('reads past a byte order mark', async () => {
    expect(await ask(reply('\uFEFF{"a":1}'))).toMatchObject({ body: { a: 1 } });
  });

  it.each<readonly [string, Handler, string, boolean]>([
    ['HTML', reply('<html>'), 'fetch.bad_json', true],
    ['JSON that breaks off', reply('{"a":'), 'fetch.bad_json', true],
    ['nothing', reply(''), 'fetch.empty', false],
    ['a refusal', reply('', { status: 401 }), 'fetch.forbidden', false],
    ['a wrong request', reply('', { status: 400 }), 'fetch.http_error', false],
    ['a rate limit', reply('', { status: 429 }), 'fetch.rate_limited', true],
    ['a failure', reply('', { status: 502 }), 'fetch.server_error', true],
    ['a bomb', gzipBomb(64 * 1024 * 1024), 'fetch.too_large', false],
  ])('throws a catalogue error for %s', async (_name, handler, code, retry) => {
    await expect(ask(handler)).rejects.toMatchObject({ code, retry });
  });

  it('never shows keys in errors', async () => {
    const error: unknown = await ask(redirect('/api?api_key=s3cret')).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'fetch.too_many_redirects' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  it('tries again after what may pass', async () => {
    expect(await ask(sequence(reset(), json({ a: 1 })))).toMatchObject({ body: { a: 1 } });
  });

  it('takes at most the bytes that are allowed', async () => {
    await expect(ask(json('x'.repeat(100)), { maxBytes: 50 })).rejects.toMatchObject({ code: 'fetch.too_large' });
  });

  it('sends credentials to the first origin only', async () => {
    await using other = await startHttpServer({ '/api': json({}) });
    await using server = await startHttpServer({ '/api': redirect(`${other.origin}/api`) });
    await using test = await openTestFetcher([server, other]);
    await test.fetcher.fetchJson(`${server.origin}/api`, { signal, headers: { Authorization: 'Bearer s3cret' } });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer s3cret');
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('sends form fields by POST, and never on to where a redirect points', async () => {
    const bodies: string[] = [];
    const token: Handler = (request, response) => {
      request.setEncoding('utf8');
      request.on('data', (text: string) => bodies.push(`${request.method} ${text}`));
      request.on('end', () => response.setHeader('content-type', 'application/json').end('{"access_token":"t"}'));
    };
    await using server = await startHttpServer({ '/token': token, '/moved': redirect('/token', 307) });
    await using test = await openTestFetcher([server]);
    const form = { grant_type: 'client_credentials', client_secret: 'a&b' };
    const answer = await test.fetcher.fetchJson(`${server.origin}/token`, { signal, form });
    expect(answer.body).toEqual({ access_token: 't' });
    await expect(test.fetcher.fetchJson(`${server.origin}/moved`, { signal, form })).rejects.toMatchObject({
      code: 'fetch.bad_redirect',
    });
    expect(bodies).toEqual(['POST grant_type=client_credentials&client_secret=a%26b']);
  });
});
