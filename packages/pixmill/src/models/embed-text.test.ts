import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TINY_DUAL_FILES, tinyDualManifest, tinyDualOutput } from './fixtures/tiny-dual.ts';
import { plainPicture, TINY_MODEL, tinyManifest, writeModelFolder } from './fixtures/tiny-model.ts';
import type { ModelManifest } from './model-manifest.ts';
import type { DualOutput } from './model-output.ts';
import { openModelStore, type StoredModel } from './model-store.ts';
import { openModels, type Models } from './open-models.ts';
import { textModelsOf } from './text-models.ts';

let folder: string;
let models: Models;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-texts-'));
  models = openModels({ threads: 1 });
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

let made = 0;
const storeOf = (name: string) => openModelStore({ directory: join(folder, name) });

/** Stores the tiny dual encoder with another manifest, or other files. */
const stored = async (
  changes: Partial<ModelManifest> = {},
  files: ReadonlyMap<string, Uint8Array> = TINY_DUAL_FILES,
): Promise<StoredModel> => {
  const manifest = tinyDualManifest({ name: `dual-${++made}`, ...changes }, files);
  return storeOf('models').add(manifest, await writeModelFolder(join(folder, 'new', manifest.name), manifest, files));
};

const withText = (changes: Partial<DualOutput['text']>): Partial<ModelManifest> => {
  const output = tinyDualOutput();
  return { outputs: [{ ...output, text: { ...output.text, ...changes } }] };
};

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

it('puts a text near the pictures that it tells of, and far from others', async () => {
  const model = await stored();
  const pictureOf = async (colour: readonly [number, number, number]): Promise<Float32Array> =>
    (await models.find(model, plainPicture(colour))).embedding ?? new Float32Array();
  const [red, blue] = [await pictureOf([250, 10, 10]), await pictureOf([10, 10, 250])];
  for (const [text, near, far] of [
    ['red', red, blue],
    ['A RED thing', red, blue],
    ['rot', red, blue],
    ['something blue', blue, red],
  ] as const) {
    const vector = await models.embedText(model, text);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect([text, cosine(vector, near) > 0.95, cosine(vector, far) < 0.2]).toEqual([text, true, true]);
  }
});

it('makes of each text of a batch what it makes of that text alone', async () => {
  const texts = ['red', 'green and blue', 'a red red red green thing', '', 'blue', 'no colour at all'];
  const [model, same] = [await stored(), await stored()];
  const together = await Promise.all(texts.map((text) => models.embedText(model, text)));
  for (const [index, text] of texts.entries()) {
    const alone = await models.embedText(same, text);
    for (const [at, value] of alone.entries()) expect(together[index]?.[at]).toBeCloseTo(value, 5);
  }
});

it('fills up to a fixed length where its manifest says so', async () => {
  const [fixed, longest] = [await stored(withText({ padding: 'fixed' })), await stored()];
  expect(await models.embedText(fixed, 'red blue')).toEqual(await models.embedText(longest, 'red blue'));
});

it('cuts what is too long, in any script', { timeout: 20_000 }, async () => {
  const model = await stored(withText({ length: 2 }));
  const [first] = [await models.embedText(model, 'red red')];
  expect(await models.embedText(model, 'red red blue blue blue')).toEqual(first);
  for (const text of ['x'.repeat(10_000), 'слон '.repeat(2000), '象🐘'.repeat(3000), '\u0000\ud800']) {
    expect(await models.embedText(model, text)).toHaveLength(3);
  }
});

it('remembers what it was asked, but not what went wrong', async () => {
  const model = await stored();
  expect(await models.embedText(model, 'green')).toBe(await models.embedText(model, 'green'));
  await rm(join(model.folder, 'text.onnx'));
  const other = await stored({ name: 'other', version: 2 });
  await rm(join(other.folder, 'text.onnx'));
  await expect(models.embedText(other, 'green')).rejects.toMatchObject({ code: 'model.missing_file' });
  const mended = await stored({ name: 'other', version: 2 });
  expect(await models.embedText(mended, 'green')).toHaveLength(3);
});

it('tells which of the stored models read texts', async () => {
  const store = storeOf('mixed');
  for (const manifest of [tinyManifest(), tinyDualManifest()]) {
    const files = manifest.name === 'tiny' ? TINY_MODEL : TINY_DUAL_FILES;
    await store.add(manifest, await writeModelFolder(join(folder, 'new', `mixed-${manifest.name}`), manifest, files));
  }
  const all = await store.list();
  expect(textModelsOf(all)).toEqual([
    { model: expect.objectContaining({ manifest: tinyDualManifest() }), least: 0.7, dimensions: 3 },
  ]);
  const [other] = all.filter(({ manifest }) => manifest.name === 'tiny');
  if (other === undefined) throw new Error('not stored');
  await expect(models.embedText(other, 'red')).rejects.toMatchObject({ code: 'model.no_text' });
});

it.each<readonly [string, Partial<DualOutput['text']>, string]>([
  ['an input that it lacks', { ids: 'input_ids' }, 'no input "input_ids" but ids, mask'],
  ['a mask that it lacks', { mask: 'attention_mask' }, 'no input "attention_mask"'],
  ['an output that it lacks', { tensor: 'text_embeds' }, 'no output "text_embeds" but colours'],
])('refuses a manifest with %s', async (_name, changes, problem) => {
  await expect(models.embedText(await stored(withText(changes)), 'red')).rejects.toMatchObject({
    code: 'model.wrong_inputs',
    message: expect.stringContaining(problem),
  });
});

it('refuses an output of another size', async () => {
  const model = await stored({ outputs: [tinyDualOutput({ dimensions: 4 })] });
  await expect(models.embedText(model, 'red')).rejects.toMatchObject({ code: 'model.wrong_inputs' });
});

it.each([
  ['tokenizer.json', 'no JSON'],
  ['tokenizer.json', '{}'],
  ['tokenizer.json', '[]'],
  ['text.onnx', 'no model'],
])('refuses a model whose %s is %s, and goes on', async (file, content) => {
  const model = await stored({}, new Map([...TINY_DUAL_FILES, [file, Buffer.from(content)]]));
  await expect(models.embedText(model, 'red')).rejects.toMatchObject({
    code: 'model.unreadable',
    message: expect.stringContaining(file),
  });
  expect(await models.embedText(await stored(), 'red')).toHaveLength(3);
});
