import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TINY_DUAL_FILES, tinyDualManifest } from './fixtures/tiny-dual.ts';
import { CHOKING_MODEL, plainPicture, TINY_MODEL, tinyManifest, writeModelFolder } from './fixtures/tiny-model.ts';
import type { ModelManifest } from './model-manifest.ts';
import { openModelStore, type StoredModel } from './model-store.ts';
import { openModels, type Models } from './open-models.ts';

let folder: string;
let models: Models;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-models-'));
  models = openModels({ threads: 1 });
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

let made = 0;
/** Stores the tiny model with another manifest, or other bytes. */
const stored = async (
  changes: Partial<ModelManifest> = {},
  bytes: Uint8Array = TINY_MODEL,
  name = `tiny-${++made}`,
): Promise<StoredModel> => {
  const manifest = tinyManifest({ name, ...changes }, bytes);
  const from = await writeModelFolder(join(folder, 'new', name), manifest, bytes);
  return openModelStore({ directory: join(folder, 'models') }).add(manifest, from);
};

const { input } = tinyManifest();

it('finds for each picture of a batch what it finds in that picture alone', async () => {
  const model = await stored();
  const colours = [
    [0, 102, 204],
    [9, 9, 9],
    [255, 0, 0],
    [1, 2, 3],
    [30, 40, 50],
  ] as const;
  const together = await Promise.all(colours.map((colour) => models.find(model, plainPicture(colour))));
  for (const [index, colour] of colours.entries()) {
    const [red, green, blue] = colour;
    expect(together[index]?.rating?.byName).toEqual({ red, green, blue });
    expect(await models.find(model, plainPicture(colour))).toEqual(together[index]);
    expect(Math.hypot(...(together[index]?.embedding ?? []))).toBeCloseTo(1, 5);
  }
});

it('keeps pictures of other sizes and other models apart', async () => {
  const [one, other] = [await stored(), await stored({ outputs: [{ task: 'embed', tensor: 'means', dimensions: 3 }] })];
  const found = await Promise.all([
    models.find(one, plainPicture([10, 10, 10])),
    models.find(other, plainPicture([20, 20, 20])),
    models.find(one, plainPicture([30, 30, 30], 8)),
    models.find(one, plainPicture([40, 40, 40])),
  ]);
  expect(found.map(({ rating }) => rating?.byName['red'])).toEqual([10, undefined, 30, 40]);
});

it('reads values as a manifest lays them out', async () => {
  const model = await stored({
    input: { ...input, channels: 'bgr' },
    outputs: [{ task: 'rate', tensor: 'means', names: ['blue', 'green', 'red'], unsafe: ['blue'] }],
  });
  const { rating } = await models.find(model, plainPicture([0, 102, 204]));
  expect(rating).toMatchObject({ byName: { blue: 204, green: 102, red: 0 } });
});

it.each<readonly [string, Partial<ModelManifest>, string]>([
  ['an input that it lacks', { input: { ...input, name: 'pixels' } }, 'no input "pixels" but image'],
  ['an input of another type', { input: { ...input, type: 'float32' } }, 'takes uint8, not float32'],
  ['an input of another layout', { input: { ...input, layout: 'nchw' } }, 'invalid dimensions'],
  ['an output that it lacks', { outputs: [{ task: 'embed', tensor: 'x', dimensions: 3 }] }, 'no output "x" but means'],
  ['an output of another size', { outputs: [{ task: 'embed', tensor: 'means', dimensions: 4 }] }, '3 values a picture'],
])('refuses a manifest with %s, and goes on', async (_name, changes, problem) => {
  const model = await stored(changes);
  await expect(models.find(model, plainPicture([1, 1, 1]))).rejects.toMatchObject({
    code: 'model.wrong_inputs',
    message: expect.stringContaining(problem),
  });
  expect((await models.find(await stored(), plainPicture([1, 1, 1]))).rating?.byName['red']).toBe(1);
});

it.each([
  ['a text', Buffer.from('this is no model')],
  ['half a model', TINY_MODEL.subarray(0, 100)],
  ['zeros', Buffer.alloc(500)],
])('refuses %s as a model, and leaves others alone', async (_name, bytes) => {
  const [bad, good] = [await stored({}, bytes), await stored()];
  const [refused, found] = await Promise.allSettled([
    models.find(bad, plainPicture([1, 1, 1])),
    models.find(good, plainPicture([7, 7, 7])),
  ]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'model.unreadable' } });
  expect(found).toMatchObject({ status: 'fulfilled', value: { rating: { byName: { red: 7 } } } });
});

it('lets a picture that a model chokes on fail alone, also within a batch', async () => {
  const model = await stored({}, CHOKING_MODEL);
  const colours = [
    [9, 9, 9],
    [0, 0, 0],
    [90, 90, 90],
    [8, 8, 0],
  ] as const;
  const ends = await Promise.allSettled(colours.map((colour) => models.find(model, plainPicture(colour))));
  expect(ends).toMatchObject([
    { status: 'fulfilled', value: { embedding: expect.any(Float32Array) } },
    { status: 'rejected', reason: { code: 'model.no_number', message: expect.stringContaining(model.manifest.name) } },
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'model.no_number' } },
  ]);
});

it('says which file is missing or has another length', async () => {
  const model = await stored();
  const file = join(model.folder, 'tiny.onnx');
  await rm(file);
  await expect(models.find(model, plainPicture([1, 1, 1]))).rejects.toMatchObject({ code: 'model.missing_file' });
  await writeFile(file, 'shorter');
  await expect(models.find(model, plainPicture([1, 1, 1]))).rejects.toMatchObject({ code: 'model.wrong_file' });
  await writeFile(file, TINY_MODEL);
  expect((await models.find(model, plainPicture([1, 1, 1]))).rating?.byName['red']).toBe(1);
});

it('refuses a model that is larger than the free memory before it reads it', async () => {
  const { manifest, folder: at } = await stored();
  const [file] = manifest.files;
  if (file === undefined) throw new Error('no file');
  const huge = { name: 'huge.onnx', sha256: file.sha256, bytes: 16 * 1024 ** 3 };
  const model = { manifest: { ...manifest, files: [file, ...Array.from({ length: 64 }, () => huge)] }, folder: at };
  // A file of that length that takes no room.
  const handle = await open(join(at, 'huge.onnx'), 'w');
  await handle.truncate(huge.bytes);
  await handle.close();
  await expect(models.find(model, plainPicture([1, 1, 1]))).rejects.toMatchObject({ code: 'model.too_large' });
});

it('takes the model that has replaced one of its name', async () => {
  const model = await stored({}, TINY_MODEL, 'replaced');
  expect((await models.find(model, plainPicture([5, 6, 7]))).rating?.byName).toHaveProperty('red', 5);
  const names = ['r', 'g', 'b'];
  const other = await stored(
    { outputs: [{ task: 'rate', tensor: 'means', names, unsafe: ['r'] }] },
    TINY_MODEL,
    'replaced',
  );
  expect((await models.find(other, plainPicture([5, 6, 7]))).rating?.byName).toEqual({ r: 5, g: 6, b: 7 });
});

it('rests most of the time while others need the cores, goes on when they do not, and reads texts meanwhile', async () => {
  const model = await stored();
  let isBusy = true;
  let asked = 0;
  const yielding = openModels({
    threads: 1,
    givesWay: () => {
      asked += 1;
      return isBusy;
    },
  });
  try {
    const dual = tinyDualManifest({ name: 'reads-meanwhile' });
    const from = await writeModelFolder(join(folder, 'new', 'reads-meanwhile'), dual, TINY_DUAL_FILES);
    const reader = await openModelStore({ directory: join(folder, 'models') }).add(dual, from);
    // The first batch loads the model, which is what it then rests for.
    const first = await yielding.find(model, plainPicture([1, 1, 1]));
    const resting = yielding.find(model, plainPicture([2, 2, 2]));
    expect(await yielding.embedText(reader, 'red')).toHaveLength(3);
    await vi.waitUntil(() => asked > 1, { timeout: 20_000 });
    isBusy = false;
    expect([first, await resting].map(({ rating }) => rating?.byName['red'])).toEqual([1, 2]);
    isBusy = true;
    const again = yielding.find(model, plainPicture([3, 3, 3]));
    expect((await again).rating?.byName['red']).toBe(3);
  } finally {
    await yielding.close();
  }
});

it('refuses what waits and what comes when it is closed', async () => {
  const model = await stored();
  const closing = openModels({ threads: 1 });
  const finds = Array.from({ length: 6 }, () => closing.find(model, plainPicture([1, 1, 1])));
  const ends = Promise.allSettled(finds);
  await closing.close();
  for (const end of await ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'model.closed' } });
  await expect(closing.find(model, plainPicture([1, 1, 1]))).rejects.toMatchObject({ code: 'model.closed' });
});
