import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  OTHER_CAPTIONER_FILES,
  TINY_CAPTIONER_FILES,
  tinyCaptionerManifest,
  tinyCaptionOutput,
  WRONG_CAPTIONER_FILES,
} from './fixtures/tiny-captioner.ts';
import { plainPicture, writeModelFolder } from './fixtures/tiny-model.ts';
import type { ModelManifest } from './model-manifest.ts';
import type { CaptionOutput } from './model-output.ts';
import { openModelStore, type StoredModel } from './model-store.ts';
import { openModels, type Models } from './open-models.ts';
import { tryModel } from './try-model.ts';

let folder: string;
let models: Models;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-captions-'));
  models = openModels({ threads: 1 });
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

let made = 0;
/** Stores the tiny captioner with another manifest, or one other file. */
const stored = async (
  changes: Partial<ModelManifest> = {},
  ...others: readonly (readonly [string, Uint8Array])[]
): Promise<StoredModel> => {
  const files = new Map([...TINY_CAPTIONER_FILES, ...others]);
  const manifest = tinyCaptionerManifest({ name: `captioner-${++made}`, ...changes }, files);
  const from = await writeModelFolder(join(folder, 'new', manifest.name), manifest, files);
  return openModelStore({ directory: join(folder, 'models') }).add(manifest, from);
};
const withText = (changes: Partial<CaptionOutput['text']>): Partial<ModelManifest> => ({
  outputs: [tinyCaptionOutput(changes)],
});

const RED = plainPicture([250, 10, 10]);
const BLUE = plainPicture([10, 10, 250]);
const BLACK = plainPicture([0, 0, 0]);

it('says of each picture of a batch what it shows', async () => {
  const model = await stored();
  // Those about red pictures end before those about others are decided.
  const found = await Promise.all([BLUE, RED, BLACK, BLUE].map((picture) => models.find(model, picture)));
  expect(found.map(({ caption }) => caption)).toEqual([
    'a plain thing in blue',
    'a red picture',
    'a plain thing in grey',
    'a plain thing in blue',
  ]);
  await tryModel(model, models);
});

it('begins with the tokens that its manifest gives, which are no part of the caption', async () => {
  const model = await stored(withText({ start: [0, 1, 3] }));
  expect((await models.find(model, BLUE)).caption).toBe('picture');
});

it('gives a decoder the masks that it wants, of pictures that end at different times too', async () => {
  const masked = OTHER_CAPTIONER_FILES.masked;
  const model = await stored(withText({ mask: 'mask', statesMask: 'statesMask' }), masked);
  const found = await Promise.all([BLUE, RED, BLACK].map((picture) => models.find(model, picture)));
  expect(found.map(({ caption }) => caption)).toEqual([
    'a plain thing in blue',
    'a red picture',
    'a plain thing in grey',
  ]);
  await expect(models.find(await stored({}, masked), RED)).rejects.toMatchObject({
    code: 'model.wrong_inputs',
    message: expect.stringContaining('it also wants mask, statesMask, which its manifest does not name'),
  });
});

it('reads tokens that are pieces of UTF-8', async () => {
  expect((await models.find(await stored({}, OTHER_CAPTIONER_FILES.bytes), RED)).caption).toBe('a caf\u00e9');
});

it('says nothing where the model ends at once', async () => {
  expect(await models.find(await stored({}, WRONG_CAPTIONER_FILES.silent), RED)).toEqual({ caption: '' });
});

it('finds the other things that its manifest tells of as well', async () => {
  const model = await stored({
    outputs: [{ task: 'embed', tensor: 'states', dimensions: 12 }, tinyCaptionOutput()],
  });
  const { caption, embedding } = await models.find(model, RED);
  expect([caption, embedding?.length]).toEqual(['a red picture', 12]);
});

it.each<readonly [string, readonly [string, Uint8Array], string]>([
  ['gives no numbers', WRONG_CAPTIONER_FILES.choking, 'model.no_number'],
  ['never ends', WRONG_CAPTIONER_FILES.endless, 'model.no_end'],
])('lets a picture of which it %s fail alone, also within a batch', async (_name, file, code) => {
  const model = await stored({}, file);
  const ends = await Promise.allSettled([RED, BLACK, RED].map((picture) => models.find(model, picture)));
  expect(ends).toMatchObject([
    { status: 'fulfilled', value: { caption: 'a red picture' } },
    { status: 'rejected', reason: { code, message: expect.stringContaining(model.manifest.name) } },
    { status: 'fulfilled', value: { caption: 'a red picture' } },
  ]);
});

it.each<readonly [string, Partial<ModelManifest>, string]>([
  ['tokens that it lacks', withText({ ids: 'input_ids' }), 'no input "input_ids" but ids, states'],
  ['states that it lacks', withText({ states: 'encoded' }), 'no input "encoded"'],
  ['a mask that it lacks', withText({ mask: 'attention_mask' }), 'no input "attention_mask"'],
  ['scores that it lacks', withText({ tensor: 'logits' }), 'no output "logits" but scores'],
  ['tokens for states', withText({ ids: 'states', states: 'ids' }), 'input "ids" takes int64, not float32'],
  ['the same for both', withText({ ids: 'states' }), 'it also wants ids'],
  ['states that the other half lacks', { outputs: [{ ...tinyCaptionOutput(), tensor: 'x' }] }, 'no output "x"'],
  ['a start that it cannot read', withText({ start: [99] }), 'out of data bounds'],
])('refuses a manifest with %s', async (_name, changes, problem) => {
  await expect(models.find(await stored(changes), RED)).rejects.toMatchObject({
    code: 'model.wrong_inputs',
    message: expect.stringContaining(problem),
  });
});

it('refuses words that the tokenizer does not know', async () => {
  await expect(models.find(await stored({}, WRONG_CAPTIONER_FILES.otherWords), RED)).rejects.toMatchObject({
    code: 'model.wrong_inputs',
    message: expect.stringContaining('the token 3, which tokenizer.json lacks'),
  });
});

it.each([
  ['tokenizer.json', 'no JSON'],
  ['tokenizer.json', '{}'],
  ['decoder.onnx', 'no model'],
])('refuses a model whose %s is %s, and goes on', async (file, content) => {
  await expect(models.find(await stored({}, [file, Buffer.from(content)]), RED)).rejects.toMatchObject({
    code: 'model.unreadable',
    message: expect.stringContaining(file),
  });
  expect((await models.find(await stored(), RED)).caption).toBe('a red picture');
});

it('refuses a decoder whose states or scores have other shapes', async () => {
  const [encoder, decoder] = ['encoder.onnx', 'decoder.onnx'].map((name) => TINY_CAPTIONER_FILES.get(name));
  if (encoder === undefined || decoder === undefined) throw new Error('no files');
  const { input } = tinyCaptionerManifest();
  // An encoder in the place of the decoder, and the other way round.
  await expect(models.find(await stored({}, ['decoder.onnx', encoder]), RED)).rejects.toMatchObject({
    code: 'model.wrong_inputs',
  });
  await expect(
    models.find(await stored({ input: { ...input, name: 'ids' } }, ['encoder.onnx', decoder]), RED),
  ).rejects.toMatchObject({ code: 'model.wrong_inputs' });
});
