import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestFetcher } from '../../test/fetcher.ts';
import { reply, startHttpServer, type Handler } from '../../test/http-server.ts';
import { TINY_MODEL, tinyManifest } from './fixtures/tiny-model.ts';
import type { ModelManifest } from './model-manifest.ts';
import { openModelStore } from './model-store.ts';
import { pullMissingModels } from './pull-missing.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pixmill-pull-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Pulls what is missing from a server on which only `/tiny.onnx` is; says what was told, and how often it was asked. */
const pull = async (handler: Handler, manifestsAt: (origin: string) => readonly ModelManifest[]) => {
  const server = await startHttpServer({ '/tiny.onnx': handler });
  const network = await openTestFetcher([server]);
  const told: string[] = [];
  try {
    await pullMissingModels(manifestsAt(server.origin), {
      store: openModelStore({ directory }),
      fetcher: network.fetcher,
      signal: AbortSignal.timeout(20_000),
      news: {
        pulled: (name) => void told.push(name),
        failed: ({ code, message }) => void told.push(`${code} ${message}`),
      },
    });
    return { told, asked: server.requests.length };
  } finally {
    await network[Symbol.asyncDispose]();
    await server.close();
  }
};

const manifest = (name: string, url?: string, version = 1): ModelManifest =>
  tinyManifest({
    name,
    version,
    files: tinyManifest().files.map((file) => (url === undefined ? file : { ...file, url })),
  });
const stored = async () =>
  (await openModelStore({ directory }).list()).map(({ manifest: { name, version } }) => `${name} ${version}`);

it('pulls what has an address and is not here, or is older, and nothing else', async () => {
  const first = (origin: string) => [manifest('one', `${origin}/tiny.onnx`), manifest('unaddressed')];
  expect(await pull(reply(TINY_MODEL), first)).toEqual({ told: ['one'], asked: 1 });
  expect(await pull(reply(TINY_MODEL), first)).toEqual({ told: [], asked: 0 });
  const newer = (origin: string) => [manifest('one', `${origin}/tiny.onnx`, 2), manifest('two', `${origin}/tiny.onnx`)];
  expect((await pull(reply(TINY_MODEL), newer)).told).toEqual(['one', 'two']);
  expect(await stored()).toEqual(['one 2', 'two 1']);
});

it('says one sentence where there is no network, and asks for no more', async () => {
  const { told } = await pull(reply(TINY_MODEL), () => [
    manifest('one', 'http://127.0.0.1:9/tiny.onnx'),
    manifest('two', 'http://127.0.0.1:9/tiny.onnx'),
  ]);
  expect(told).toEqual([expect.stringMatching(/^model.download The file tiny.onnx of the model "one" could not be/)]);
  expect(await stored()).toEqual([]);
});

it('goes on with the next one where a file is not what it should be', async () => {
  const { told } = await pull(reply(TINY_MODEL), (origin) => [
    {
      ...manifest('wrong', `${origin}/tiny.onnx`),
      files: [{ name: 'tiny.onnx', sha256: '0'.repeat(64), bytes: TINY_MODEL.length, url: `${origin}/tiny.onnx` }],
    },
    manifest('right', `${origin}/tiny.onnx`),
  ]);
  expect(told).toEqual([expect.stringMatching(/^model.wrong_file /), 'right']);
});
