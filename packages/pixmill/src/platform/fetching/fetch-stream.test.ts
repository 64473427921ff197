import { expect, it } from 'vitest';
import { openTestFetcher } from '../../../test/fetcher.ts';
import { reply, sequence, startHttpServer } from '../../../test/http-server.ts';
import type { Handler } from '../../../test/http-server.ts';
import { cut, endless, stall } from '../../../test/http-misbehaviour.ts';

const { signal } = new AbortController();
const TIMEOUTS = { bodyIdleMs: 200, streamTotalMs: 60_000 };

const open = async (handler: Handler) => {
  const server = await startHttpServer({ '/list.csv': handler });
  const test = await openTestFetcher([server], { perHost: 1, timeouts: TIMEOUTS });
  return {
    server,
    stream: (maxBytes = 1_000_000, start?: number) =>
      test.fetcher.fetchStream(`${server.origin}/list.csv`, {
        signal,
        maxBytes,
        ...(start === undefined ? {} : { start }),
      }),
    [Symbol.asyncDispose]: async () => {
      await test[Symbol.asyncDispose]();
      await server.close();
    },
  };
};

const lengthOf = async (stream: AsyncIterable<Uint8Array>): Promise<number> => {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
};

it('streams a large body, and the host has its turn back afterwards', async () => {
  await using test = await open(reply(Buffer.alloc(500_000)));
  expect(await lengthOf(await test.stream())).toBe(500_000);
  expect(await lengthOf(await test.stream())).toBe(500_000);
});

it('gives the turn back when the reader leaves early', async () => {
  await using test = await open(sequence(endless(), reply('second')));
  for await (const _ of await test.stream()) break;
  expect(await lengthOf(await test.stream())).toBe(6);
});

it('gives the turn back when the body cannot be decoded', async () => {
  const odd = reply('x', { headers: { 'content-encoding': 'lzma' } });
  await using test = await open(sequence(odd, reply('second')));
  await expect(lengthOf(await test.stream())).rejects.toMatchObject({ code: 'fetch.bad_encoding' });
  expect(await lengthOf(await test.stream())).toBe(6);
});

it('tries again before the body begins', async () => {
  await using test = await open(sequence(reply('', { status: 503 }), reply('list')));
  expect(await lengthOf(await test.stream())).toBe(4);
});

it.each<readonly [string, Handler, string]>([
  ['is endless', endless(), 'fetch.too_large'],
  ['breaks off', cut(1000, 10), 'fetch.interrupted_body'],
  ['stalls', stall(), 'fetch.timeout_body'],
])('throws to the reader when the body %s', async (_name, handler, code) => {
  await using test = await open(handler);
  const stream = await test.stream();
  await expect(lengthOf(stream)).rejects.toMatchObject({ code });
});

it('throws at once when there is nothing', async () => {
  await using test = await open(reply('', { status: 404 }));
  await expect(test.stream()).rejects.toMatchObject({ code: 'fetch.not_found' });
});

const BODY = Buffer.from('0123456789');
const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
const partial = (from: number, said = from): Handler =>
  reply(BODY.subarray(from), { status: 206, headers: { 'content-range': `bytes ${said}-9/10` } });

it.each<readonly [string, Handler]>([
  ['sends the part that is asked for', partial(4)],
  ['sends all of it again', reply(BODY)],
])('begins after the bytes that are had when the server %s', async (_name, handler) => {
  await using test = await open(handler);
  expect(await bytesOf(await test.stream(10, 4))).toBe('456789');
  expect(test.server.requests.map(({ headers }) => headers.range)).toEqual(['bytes=4-']);
  await expect(lengthOf(await test.stream(9, 4))).rejects.toMatchObject({ code: 'fetch.too_large' });
});

it('asks for no part from the beginning on, and gives nothing where all is had', async () => {
  await using test = await open(reply(BODY));
  expect(await bytesOf(await test.stream(10, 0))).toBe('0123456789');
  expect(test.server.requests[0]?.headers.range).toBeUndefined();
  expect(await bytesOf(await test.stream(10, 10))).toBe('');
});

it('refuses another part than was asked for, and a part that nobody asked for', async () => {
  await using test = await open(partial(3, 3));
  await expect(test.stream(10, 4)).rejects.toMatchObject({ code: 'fetch.bad_response' });
  await expect(test.stream(10, 0)).rejects.toMatchObject({ code: 'fetch.http_error' });
});
