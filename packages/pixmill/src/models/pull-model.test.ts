import { EventEmitter, on, once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestFetcher } from '../../test/fetcher.ts';
import { reply, sequence, startHttpServer, type Handler } from '../../test/http-server.ts';
import { TINY_MODEL, tinyManifest } from './fixtures/tiny-model.ts';
import type { ModelManifest } from './model-manifest.ts';
import { openModelStore, type ModelStore } from './model-store.ts';
import { pullModel } from './pull-model.ts';

let directory: string;
let store: ModelStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pixmill-pull-'));
  store = openModelStore({ directory });
});
afterEach(() => rm(directory, { recursive: true }));

/** Serves the model in parts, as servers of large files do. */
const inParts: Handler = (request, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = { 'content-range': `bytes ${start}-${TINY_MODEL.length - 1}/${TINY_MODEL.length}` };
  response.writeHead(start === 0 ? 200 : 206, start === 0 ? {} : range).end(TINY_MODEL.subarray(start));
};

/** Tells how many bytes a pull has written. */
const pulled = new EventEmitter();

/** Sends so many bytes of what is left, and cuts the connection when they were written. */
const cutAfter =
  (bytes: number): Handler =>
  async (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = TINY_MODEL.subarray(start);
    const range = { 'content-range': `bytes ${start}-${TINY_MODEL.length - 1}/${TINY_MODEL.length}` };
    response.writeHead(start === 0 ? 200 : 206, { 'content-length': rest.length, ...(start === 0 ? {} : range) });
    const written = on(pulled, 'bytes');
    response.write(rest.subarray(0, bytes));
    for await (const [position] of written) if (position >= start + bytes) break;
    response.destroy();
  };

const manifestAt = (origin: string): ModelManifest =>
  tinyManifest({ files: tinyManifest().files.map((file) => ({ ...file, url: `${origin}/tiny.onnx` })) });

const serve = async (handler: Handler) => {
  const server = await startHttpServer({ '/tiny.onnx': handler });
  const { fetcher, ...test } = await openTestFetcher([server]);
  const manifest = manifestAt(server.origin);
  const seen: (readonly [number, number])[] = [];
  const note = (bytes: number, all: number): void => {
    seen.push([bytes, all]);
    pulled.emit('bytes', bytes);
  };
  return {
    server,
    seen,
    ranges: () => server.requests.map(({ headers }) => headers.range ?? 'all'),
    pull: (signal = new AbortController().signal) => pullModel(manifest, { store, fetcher, signal, progress: note }),
    [Symbol.asyncDispose]: async () => {
      await test[Symbol.asyncDispose]();
      await server.close();
    },
  };
};

const partFile = (): string => join(directory, '.pull-tiny', 'tiny.onnx');

it('downloads a model, tells how far it is, and leaves nothing beside it', async () => {
  await using test = await serve(inParts);
  const { folder } = await test.pull();
  expect(await readFile(join(folder, 'tiny.onnx'))).toEqual(TINY_MODEL);
  await expect(store.verify('tiny')).resolves.toMatchObject({ manifest: { name: 'tiny' } });
  expect(await readdir(directory)).toEqual(['tiny']);
  expect(test.seen.at(-1)).toEqual([TINY_MODEL.length, TINY_MODEL.length]);
});

it('goes on by itself where a connection breaks off', async () => {
  await using test = await serve(sequence(cutAfter(50), cutAfter(30), inParts));
  await test.pull();
  expect(test.ranges()).toEqual(['all', 'bytes=50-', 'bytes=80-']);
  await expect(store.verify('tiny')).resolves.toBeDefined();
});

it('keeps what an interrupted pull got, and the next one asks for the rest', async () => {
  const interruption = new AbortController();
  const half: Handler = (_request, response) => {
    response.writeHead(200, { 'content-length': TINY_MODEL.length });
    response.write(TINY_MODEL.subarray(0, 60));
  };
  await using test = await serve(sequence(half, inParts));
  const pulling = test.pull(interruption.signal);
  await once(pulled, 'bytes');
  interruption.abort();
  await expect(pulling).rejects.toThrow(/abort/i);
  expect(await store.list()).toEqual([]);
  expect(await readFile(partFile())).toEqual(TINY_MODEL.subarray(0, 60));
  await test.pull();
  expect(test.ranges()).toEqual(['all', 'bytes=60-']);
  await expect(store.verify('tiny')).resolves.toBeDefined();
});

it('also goes on with a server that always sends all', async () => {
  await using test = await serve(reply(TINY_MODEL));
  await store.collect(tinyManifest());
  await writeFile(partFile(), TINY_MODEL.subarray(0, 60));
  await test.pull();
  await expect(store.verify('tiny')).resolves.toBeDefined();
});

it('throws away what has the wrong bytes, so that the next pull begins anew', async () => {
  const wrong = Buffer.alloc(TINY_MODEL.length, 7);
  await using test = await serve(sequence(reply(wrong), inParts));
  await expect(test.pull()).rejects.toMatchObject({ code: 'model.wrong_file' });
  expect([await readdir(join(directory, '.pull-tiny')), await store.list()]).toEqual([[], []]);
  await test.pull();
  expect(test.ranges()).toEqual(['all', 'all']);
});

it.each([
  ['as long as it should be', Buffer.alloc(TINY_MODEL.length, 7)],
  ['longer', Buffer.concat([TINY_MODEL, TINY_MODEL])],
])('begins anew when what is there is wrong and %s', async (_name, there) => {
  await using test = await serve(inParts);
  await store.collect(tinyManifest());
  await writeFile(partFile(), there);
  await test.pull();
  expect(test.ranges()).toEqual(['all']);
});

it.each<readonly [string, Handler, string, string]>([
  ['is not there', reply('', { status: 404 }), 'model.download', 'HTTP 404'],
  ['is longer than the manifest says', reply(Buffer.alloc(5000)), 'model.download', 'larger than'],
  ['is shorter than the manifest says', reply('short'), 'model.wrong_file', '5 bytes instead of'],
  ['breaks off again and again', cutAfter(1), 'model.download', 'run the command again to go on'],
])('says so when the file %s', async (_name, handler, code, said) => {
  await using test = await serve(handler);
  await expect(test.pull()).rejects.toMatchObject({ code, message: expect.stringContaining(said) });
  expect(await store.list()).toEqual([]);
});

it('says so when there is no network, no address, or one that is refused', async () => {
  const gone = await startHttpServer({});
  await gone.close();
  await using test = await openTestFetcher([gone]);
  const pull = (manifest: ModelManifest) =>
    pullModel(manifest, { store, fetcher: test.fetcher, signal: new AbortController().signal });
  await expect(pull(manifestAt(gone.origin))).rejects.toMatchObject({
    code: 'model.download',
    message: expect.stringContaining('refused the connection'),
  });
  await expect(pull(manifestAt('http://127.0.0.1:9'))).rejects.toMatchObject({
    code: 'model.download',
    message: expect.stringContaining('ALLOWED_PRIVATE_ORIGINS'),
  });
  await expect(pull(tinyManifest())).rejects.toMatchObject({
    code: 'model.no_address',
    message: expect.stringContaining('https://example.com/tiny'),
  });
});
