import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestFetcher, type TestFetcher } from '../../../test/fetcher.ts';
import { reply, startHttpServer, type HttpServer } from '../../../test/http-server.ts';
import { runPixmill } from '../../../test/run-pixmill.ts';
import { TINY_MODEL, tinyManifest, writeModelFolder } from '../../models/fixtures/tiny-model.ts';
import { openModelStore } from '../../models/model-store.ts';
import { openModels, type Models } from '../../models/open-models.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { runModels, type ModelsRequest } from './models.ts';

let server: HttpServer;
let network: TestFetcher;
let models: Models;
beforeAll(async () => {
  server = await startHttpServer({ '/tiny.onnx': reply(TINY_MODEL) });
  network = await openTestFetcher([server]);
  models = openModels({ threads: 1 });
});
afterAll(async () => {
  await models.close();
  await network[Symbol.asyncDispose]();
  await server.close();
});

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pixmill-models-'));
});
afterEach(() => rm(root, { recursive: true }));

const run = async (request: ModelsRequest): Promise<string> => {
  const url = `${server.origin}/tiny.onnx`;
  const pulled = tinyManifest({ files: tinyManifest().files.map((file) => ({ ...file, url })) });
  const terminal = collectingTerminal();
  const status = await runModels(request, {
    store: openModelStore({ directory: join(root, 'models') }),
    known: new Map([
      ['tiny', pulled],
      ['unaddressed', tinyManifest({ name: 'unaddressed', title: 'Bare\u001b[31m' })],
    ]),
    models,
    fetcher: network.fetcher,
    signal: new AbortController().signal,
    terminal,
  });
  return `${status} ${terminal.text()}`;
};

it('lists what is known and what is here', async () => {
  const own = tinyManifest({ name: 'own' });
  await run({ action: 'add', directory: await writeModelFolder(join(root, 'new'), own) });
  const lines = (await run({ action: 'list', json: false })).split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^0 NAME +TASKS +LICENCE +SIZE +STATE +WHAT IT IS$/),
    expect.stringMatching(/^own +rate, embed +CC0-1.0 +\d+ B +here +Mean of each channel$/),
    expect.stringMatching(/^tiny +rate, embed +CC0-1.0 +\d+ B +can be pulled +Mean/),
    expect.stringMatching(/^unaddressed +rate, embed +CC0-1.0 +\d+ B +to be added +Bare \[31m$/),
    '',
  ]);
  const listed: unknown = JSON.parse((await run({ action: 'list', json: true })).slice(2));
  expect(listed).toMatchObject([
    { name: 'own', here: true, can_be_pulled: false, tasks: ['rate', 'embed'], bytes: TINY_MODEL.length },
    { name: 'tiny', here: false, can_be_pulled: true, license: { id: 'CC0-1.0' } },
    { name: 'unaddressed', here: false, can_be_pulled: false },
  ]);
});

it('pulls a model once, verifies it and removes it', async () => {
  const asked = server.count('/tiny.onnx');
  expect(await run({ action: 'pull', name: 'tiny' })).toBe('0 Pulled tiny (CC0-1.0).\n');
  expect(await run({ action: 'pull', name: 'tiny' })).toBe('0 tiny is here already.\n');
  expect(server.count('/tiny.onnx')).toBe(asked + 1);
  expect(await run({ action: 'verify', name: null })).toBe('0 tiny: its files are right, and it runs.\n');
  expect(await run({ action: 'remove', name: 'tiny' })).toBe('0 Removed tiny.\n');
  expect(await readdir(join(root, 'models'))).toEqual([]);
});

it('pulls a model again whose files are not right any more', async () => {
  await run({ action: 'pull', name: 'tiny' });
  await writeFile(join(root, 'models', 'tiny', 'tiny.onnx'), Buffer.alloc(TINY_MODEL.length));
  expect(await run({ action: 'verify', name: null })).toMatch(/^1 tiny: The file tiny.onnx .* SHA-256 is another/);
  await expect(run({ action: 'verify', name: 'tiny' })).rejects.toMatchObject({ code: 'model.wrong_file' });
  expect(await run({ action: 'pull', name: 'tiny' })).toBe('0 Pulled tiny (CC0-1.0).\n');
  expect(await run({ action: 'verify', name: 'tiny' })).toMatch(/^0 /);
});

it('verifies by running: right files that are no model are told', async () => {
  const text = Buffer.from('no model at all');
  const manifest = tinyManifest({ name: 'text' }, text);
  await run({ action: 'add', directory: await writeModelFolder(join(root, 'new'), manifest, text) });
  await run({ action: 'pull', name: 'tiny' });
  expect(await run({ action: 'verify', name: null })).toMatch(
    /^1 text: The file tiny.onnx .* is no model that can be run .*\ntiny: its files are right, and it runs.\n$/,
  );
});

it.each<readonly [ModelsRequest, string]>([
  [{ action: 'pull', name: 'nobody' }, 'model.unknown'],
  [{ action: 'pull', name: 'unaddressed' }, 'model.no_address'],
  [{ action: 'add', directory: '/nowhere' }, 'model.no_manifest'],
  [{ action: 'verify', name: 'tiny' }, 'model.not_found'],
  [{ action: 'remove', name: 'tiny' }, 'model.not_found'],
])('refuses %j with %s', async (request, code) => {
  await expect(run(request)).rejects.toMatchObject({ code });
});

it('is a command of its own, in the data directory, without a database', async () => {
  const settings = { PIXMILL_DATA_DIR: join(root, 'data') };
  const type = (...words: string[]) => runPixmill(['models', ...words], { settings });
  const from = await writeModelFolder(join(root, 'new'));
  expect(await type('add', from)).toEqual({ status: 0, out: 'Added tiny (CC0-1.0).\n', error: '' });
  expect(await type('verify')).toEqual({ status: 0, out: 'tiny: its files are right, and it runs.\n', error: '' });
  expect(await type('remove', 'no-such-model')).toMatchObject({
    status: 1,
    out: '',
    error: expect.stringMatching(/^pixmill: There is no model/),
  });
  expect((await type('pull')).status).toBe(2);
  expect(await readdir(join(root, 'data', 'models'))).toEqual(['tiny']);
  expect((await type('list')).out).toContain('mobilenet-v2');
});
