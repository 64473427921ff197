import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addModels } from './add-models.ts';
import { TINY_MODEL, tinyManifest, writeModelFolder } from './fixtures/tiny-model.ts';
import { openModelStore, type ModelStore } from './model-store.ts';

let root: string;
let directory: string;
let store: ModelStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pixmill-models-'));
  directory = join(root, 'models');
  store = openModelStore({ directory });
});
afterEach(() => rm(root, { recursive: true }));

const known = new Map([
  ['tiny', tinyManifest()],
  ['other', tinyManifest({ name: 'other', files: [{ name: 'other.onnx', sha256: '0'.repeat(64), bytes: 5 }] })],
]);

it('lists nothing before the first model, and each one that was added', async () => {
  expect(await store.list()).toEqual([]);
  await addModels(await writeModelFolder(join(root, 'new')), { store, known });
  expect(await store.list()).toEqual([{ manifest: tinyManifest(), folder: join(directory, 'tiny') }]);
  expect(await store.get('tiny')).toEqual((await store.list())[0]);
  expect(await readdir(directory)).toEqual(['tiny']);
});

it('finds the models that it knows in a folder without a manifest', async () => {
  const folder = join(root, 'new');
  await mkdir(folder);
  await writeFile(join(folder, 'tiny.onnx'), TINY_MODEL);
  await writeFile(join(folder, 'other.onnx'), 'other');
  expect((await addModels(folder, { store, known })).map(({ manifest }) => manifest.name)).toEqual(['tiny']);
  await writeFile(join(folder, 'tiny.onnx'), Buffer.alloc(TINY_MODEL.length));
  await expect(addModels(folder, { store, known })).rejects.toMatchObject({ code: 'model.no_manifest' });
  await expect(addModels(join(root, 'none'), { store, known })).rejects.toMatchObject({ code: 'model.no_manifest' });
});

it('replaces a model by one of its name, and leaves it when the new one is not whole', async () => {
  await store.add(tinyManifest(), await writeModelFolder(join(root, 'one')));
  const second = tinyManifest({ version: 2 });
  await store.add(second, await writeModelFolder(join(root, 'two'), second));
  expect((await store.get('tiny')).manifest.version).toBe(2);
  const third = tinyManifest({ version: 3 });
  const folder = await writeModelFolder(join(root, 'three'), third, Buffer.alloc(TINY_MODEL.length));
  await expect(addModels(folder, { store, known })).rejects.toMatchObject({ code: 'model.wrong_file' });
  await rm(join(folder, 'tiny.onnx'));
  await expect(addModels(folder, { store, known })).rejects.toMatchObject({ code: 'model.missing_file' });
  expect((await store.verify('tiny')).manifest.version).toBe(2);
  expect(await readdir(directory)).toEqual(['tiny']);
});

it('verifies every byte', async () => {
  const { folder } = await store.add(tinyManifest(), await writeModelFolder(join(root, 'new')));
  await expect(store.verify('tiny')).resolves.toMatchObject({ folder });
  const changed = Buffer.from(TINY_MODEL);
  changed[40] = 255 - (changed[40] ?? 0);
  await writeFile(join(folder, 'tiny.onnx'), changed);
  await expect(store.verify('tiny')).rejects.toMatchObject({ code: 'model.wrong_file' });
  await rm(join(folder, 'tiny.onnx'));
  await expect(store.verify('tiny')).rejects.toMatchObject({ code: 'model.missing_file' });
});

it('removes a model, also one whose manifest is broken, and what a pull has left', async () => {
  const { folder } = await store.add(tinyManifest(), await writeModelFolder(join(root, 'new')));
  await writeFile(join(folder, 'manifest.json'), '{');
  await expect(store.list()).rejects.toMatchObject({ code: 'model.bad_manifest' });
  await store.collect(tinyManifest());
  await store.remove('tiny');
  expect(await readdir(directory)).toEqual([]);
  await expect(store.remove('tiny')).rejects.toMatchObject({ code: 'model.not_found' });
});

it.each(['..', '.', '', '../models/tiny', '.pull-tiny', 'tiny/', '\u0000'])('has no model named %j', async (name) => {
  await store.add(tinyManifest(), await writeModelFolder(join(root, 'new')));
  await store.collect(tinyManifest());
  await expect(store.get(name)).rejects.toMatchObject({ code: 'model.not_found' });
  await expect(store.remove(name)).rejects.toMatchObject({ code: 'model.not_found' });
  expect(await store.list()).toHaveLength(1);
});

it('sweeps what a killed command left a day ago, and nothing newer', async () => {
  for (const name of ['.add-old', '.add-new']) await mkdir(join(directory, name), { recursive: true });
  const long = new Date(Date.now() - 48 * 3600_000);
  await utimes(join(directory, '.add-old'), long, long);
  await store.add(tinyManifest(), await writeModelFolder(join(root, 'new')));
  expect((await readdir(directory)).toSorted()).toEqual(['.add-new', 'tiny']);
});

it('refuses a manifest that is too long to be one', async () => {
  const folder = await writeModelFolder(join(root, 'new'));
  await writeFile(join(folder, 'manifest.json'), ' '.repeat(2_000_000));
  await expect(addModels(folder, { store, known })).rejects.toMatchObject({ code: 'model.bad_manifest' });
});
