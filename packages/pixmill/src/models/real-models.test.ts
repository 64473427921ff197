import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf, makeFlat, makePicture } from '../imaging/fixtures/pictures.ts';
import { SHARED_DATA } from '../imaging/fixtures/shared-data.ts';
import { makeSmallPicture } from '../imaging/make-small-picture.ts';
import { sharp } from '../imaging/sharp-decoder.ts';
import { addModels } from './add-models.ts';
import type { Findings } from './findings.ts';
import { hasSharedModels, SHARED_MODELS } from './fixtures/shared-models.ts';
import { readKnownModels } from './known-models.ts';
import { openModelStore, type StoredModel } from './model-store.ts';
import { openModels, type Models } from './open-models.ts';

describe.skipIf(!hasSharedModels)('real models (skipped without ../shared/models and ../shared/data)', () => {
  let folder: string;
  let models: Models;
  let stored: ReadonlyMap<string, StoredModel>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pixmill-models-'));
    models = openModels({ threads: 1 });
    const store = openModelStore({ directory: folder });
    const added = await addModels(SHARED_MODELS, { store, known: await readKnownModels() });
    stored = new Map(added.map((model) => [model.manifest.name, model]));
  });
  afterAll(async () => {
    await models.close();
    await rm(folder, { recursive: true });
  });

  const find = async (name: string, file: string | Uint8Array): Promise<Findings> => {
    const model = stored.get(name);
    if (model === undefined) throw new Error(`${name} was not added`);
    const picture = await makeSmallPicture(file, model.manifest.input, { maxPixels: 50_000_000, maxChannels: 5 });
    if (!picture.ok) throw new Error(picture.code);
    return models.find(model, picture);
  };

  const photosOf = (kind: string, count: number): string[] =>
    globSync(`${SHARED_DATA}/clothing/validation/${kind}/*.jpg`).toSorted().slice(0, count);

  const flat = (): Promise<Buffer> =>
    encoderOf(makeFlat(300, 200, [120, 130, 140]))
      .png()
      .toBuffer();

  it('are all known by the digests of their files', () => {
    expect([...stored.keys()].toSorted()).toEqual([
      'mobilenet-v2',
      'nsfwjs-mobilenet-v2',
      'ppocrv3-detection',
      'yolox-nano',
      'yunet',
    ]);
  });

  it('mobilenet-v2 names shoes', async () => {
    const found = await Promise.all(photosOf('shoes', 12).map((photo) => find('mobilenet-v2', photo)));
    const shoe = /shoe|sandal|loafer|clog|boot|sock/;
    const named = found.filter(({ classes = [] }) => classes.some(({ name }) => shoe.test(name)));
    expect(named.length).toBeGreaterThanOrEqual(7);
    for (const { classes = [] } of found) {
      expect(classes.length).toBeLessThanOrEqual(5);
      expect(classes.map(({ probability }) => probability)).toEqual(
        classes.map(({ probability }) => probability).toSorted((a, b) => b - a),
      );
    }
  });

  it('mobilenet-v2 gives embeddings of unit length, the same alone and in a batch, nearer for shoes than for hats', async () => {
    const photos = [...photosOf('shoes', 4), ...photosOf('hat', 4)];
    const together = await Promise.all(photos.map((photo) => find('mobilenet-v2', photo)));
    const vectors = together.map(({ embedding }) => embedding ?? new Float32Array());
    for (const vector of vectors) {
      expect(vector).toHaveLength(1280);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }
    const dot = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    const [, second = ''] = photos;
    const alone = (await find('mobilenet-v2', second)).embedding ?? new Float32Array();
    expect(dot(alone, vectors[1] ?? new Float32Array())).toBeCloseTo(1, 4);
    const mean = (pairs: readonly (readonly [number, number])[]): number =>
      pairs.reduce((sum, [a, b]) => sum + dot(vectors[a] ?? alone, vectors[b] ?? alone), 0) / pairs.length;
    const within = mean([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
      [4, 5],
      [5, 6],
      [6, 7],
    ]);
    const across = mean([
      [0, 4],
      [1, 5],
      [2, 6],
      [3, 7],
      [0, 7],
      [1, 6],
    ]);
    expect(within).toBeGreaterThan(across);
  });

  it('yolox-nano finds people where people are, within the picture, and none in a plain picture', async () => {
    const photos = globSync(`${SHARED_DATA}/clothing/validation/{dress,outwear,longsleeve}/*.jpg`).toSorted();
    const found = await Promise.all(photos.slice(0, 24).map((photo) => find('yolox-nano', photo)));
    const people = found.flatMap(({ objects = [] }) => objects.filter(({ name }) => name === 'person'));
    expect(people.length).toBeGreaterThanOrEqual(3);
    for (const { confidence, box } of people) {
      expect(confidence).toBeGreaterThanOrEqual(0.4);
      expect(Math.min(box.x, box.y, 1 - box.x - box.width, 1 - box.y - box.height)).toBeGreaterThan(-1e-6);
      expect(box.width * box.height).toBeGreaterThan(0.01);
    }
    expect((await find('yolox-nano', await flat())).objects).toEqual([]);
  });

  it('nsfwjs-mobilenet-v2 rates photos, and takes most for safe', async () => {
    const found = await Promise.all(photosOf('hat', 8).map((photo) => find('nsfwjs-mobilenet-v2', photo)));
    for (const { rating } of found) {
      const shares = Object.values(rating?.byName ?? {});
      expect(shares).toHaveLength(5);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
    }
    expect(found.filter(({ rating }) => (rating?.unsafe ?? 1) < 0.5).length).toBeGreaterThanOrEqual(6);
  });

  it('yunet finds no faces where there are none', async () => {
    expect((await find('yunet', await flat())).faces).toEqual([]);
    const drawn = await encoderOf(makePicture(640, 480)).jpeg().toBuffer();
    expect((await find('yunet', drawn)).faces).toEqual([]);
    const shoes = await Promise.all(photosOf('shoes', 6).map((photo) => find('yunet', photo)));
    expect(shoes.filter(({ faces = [] }) => faces.length > 0).length).toBeLessThanOrEqual(1);
  });

  it('ppocrv3-detection finds the text that was drawn, and none where there is none', async () => {
    const text = 'Pixmill 12345\nreads large letters\nTHREE LINES';
    const letters = await sharp({ text: { text, dpi: 300 } })
      .png()
      .toBuffer();
    const around = { top: 40, bottom: 40, left: 40, right: 40, background: '#ffffff' };
    const written = await sharp(letters)
      .negate({ alpha: false })
      .flatten({ background: '#ffffff' })
      .extend(around)
      .png()
      .toBuffer();
    expect((await find('ppocrv3-detection', written)).textShare).toBeGreaterThan(0.01);
    expect((await find('ppocrv3-detection', await flat())).textShare).toBeLessThan(0.001);
  });
});
