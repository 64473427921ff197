import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDecoders } from '../../imaging/decoders.ts';
import { encoderOf, makeFlat } from '../../imaging/fixtures/pictures.ts';
import type { Decoders } from '../../imaging/inspection.ts';
import { TINY_DUAL_FILES, tinyDualManifest, tinyDualOutput } from '../../models/fixtures/tiny-dual.ts';
import { CHOKING_MODEL, TINY_MODEL, tinyManifest, writeModelFolder } from '../../models/fixtures/tiny-model.ts';
import type { ModelManifest } from '../../models/model-manifest.ts';
import { openModelStore, type StoredModel } from '../../models/model-store.ts';
import { openModels, type Models } from '../../models/open-models.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { AnalysisOutcome } from './analyser.ts';
import { openModelsView } from './open-models-view.ts';

let folder: string;
let models: Models;
let decoders: Decoders;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-local-'));
  models = openModels({ threads: 2 });
  decoders = openDecoders({ processes: 1 });
});
afterAll(async () => {
  await Promise.all([models.close(), decoders.close()]);
  await rm(folder, { recursive: true });
});

let made = 0;
const stored = async (
  manifest: ModelManifest,
  bytes: Uint8Array | ReadonlyMap<string, Uint8Array> = TINY_MODEL,
): Promise<StoredModel> => {
  made += 1;
  const from = await writeModelFolder(join(folder, `from-${made}`), manifest, bytes);
  return openModelStore({ directory: join(folder, `models-${made}`) }).add(manifest, from);
};
const dual = (name: string, words = tinyDualOutput().words): Promise<StoredModel> =>
  stored(
    tinyDualManifest({ name, outputs: [words === undefined ? tinyDualOutput() : tinyDualOutput({ words })] }),
    TINY_DUAL_FILES,
  );

const writePicture = async (name: string, colour: readonly [number, number, number]): Promise<string> => {
  await writeFile(
    join(folder, name),
    await encoderOf(makeFlat(60, 40, colour))
      .png()
      .toBuffer(),
  );
  return name;
};

/** Looks at a file; how often files were decoded is counted. */
const look = async (
  with_: readonly StoredModel[],
  file: string,
  labels: readonly string[] = [],
): Promise<{ readonly outcome: AnalysisOutcome; readonly decodings: number }> => {
  let decodings = 0;
  const view = openModelsView(with_, {
    storage: {
      withLocalFile: (key, use) => {
        expect(key).toBe(blobKey('0'.repeat(64)));
        return use(join(folder, file));
      },
    },
    decoders: {
      makeSmallPictures: (...given) => {
        decodings += 1;
        return decoders.makeSmallPictures(...given);
      },
    },
    models,
    maxPixels: 1_000_000,
    labelsOf: async () => labels,
  });
  const image = { sha256: '0'.repeat(64), projectId: '00000000-0000-4000-8000-000000000001' };
  return { outcome: await view(image, new AbortController().signal), decodings };
};

const tagsOf = (outcome: AnalysisOutcome): string[] =>
  outcome.ok ? outcome.result.tags.map(({ name }) => name) : [outcome.error];

it('decodes an image once for all models, whatever sizes they look at', async () => {
  const { input } = tinyManifest();
  const several = [
    await stored(tinyManifest({ name: 'one' })),
    await stored(tinyManifest({ name: 'two', version: 3, input: { ...input, fit: 'pad', width: 8, height: 8 } })),
    await stored(tinyManifest({ name: 'three', input: { ...input, fit: 'cover' } })),
  ];
  const { outcome, decodings } = await look(several, await writePicture('orange.png', [200, 100, 0]));
  expect(decodings).toBe(1);
  if (!outcome.ok) throw new Error(outcome.error);
  expect(outcome.embeddings?.map(({ model, version }) => [model, version])).toEqual([
    ['one', 1],
    ['two', 3],
    ['three', 1],
  ]);
  const [first, , third] = outcome.embeddings ?? [];
  expect(first?.vector[0]).toBeCloseTo(third?.vector[0] ?? 0, 3);
});

it('keeps what other models found when one chokes, and tells of it', async () => {
  const several = [
    await stored(tinyManifest({ name: 'choking' }, CHOKING_MODEL), CHOKING_MODEL),
    await stored(tinyManifest({ name: 'broken' }, Buffer.from('no model')), Buffer.from('no model')),
    await dual('fine'),
  ];
  const { outcome } = await look(several, await writePicture('red.png', [255, 0, 0]));
  expect(tagsOf(outcome)).toEqual(['red']);
  expect(outcome).toMatchObject({
    ok: true,
    embeddings: [{ model: 'fine' }],
    problem: expect.stringMatching(
      /^The model "choking" gave values .* The file tiny.onnx of the model "broken" is no model/,
    ),
  });
});

it('fails where every model fails, and where the file is no image', async () => {
  const choking = await stored(tinyManifest({ name: 'choking' }, CHOKING_MODEL), CHOKING_MODEL);
  const { outcome } = await look([choking], await writePicture('black.png', [0, 0, 0]));
  expect(outcome).toEqual({ ok: false, error: expect.stringMatching(/^The model "choking" gave values/) });
  await writeFile(join(folder, 'text.png'), 'no picture');
  expect((await look([choking], 'text.png')).outcome).toEqual({ ok: false, error: expect.stringContaining('image') });
  expect((await look([], 'text.png')).outcome).toEqual({ ok: false, error: expect.stringContaining('models add') });
});

it('names what of its vocabulary a picture shows', async () => {
  const model = await dual('words');
  expect(tagsOf((await look([model], await writePicture('g.png', [10, 240, 10]))).outcome)).toEqual(['green']);
  expect(tagsOf((await look([model], await writePicture('white.png', [255, 255, 255]))).outcome)).toEqual([]);
});

it('looks for the labels of the project where a model has no vocabulary', async () => {
  const { vocabulary, ...words } = tinyDualOutput().words ?? {
    template: '',
    activation: 'softmax',
    scale: 1,
    least: 0,
    most: 1,
  };
  expect(vocabulary).toHaveLength(3);
  const model = await dual('labels', words);
  const blue = await writePicture('blue.png', [10, 10, 240]);
  expect(tagsOf((await look([model], blue, ['rot', 'Blue ', 'Blue', ''])).outcome)).toEqual(['blue']);
  expect(tagsOf((await look([model], blue)).outcome)).toEqual([]);
});

it('throws when it is stopped', async () => {
  const closed = openModels({ threads: 1 });
  await closed.close();
  const view = openModelsView([await dual('stopped')], {
    storage: { withLocalFile: async (_key, use) => use(join(folder, await writePicture('r.png', [250, 0, 0]))) },
    decoders,
    models: closed,
    maxPixels: 1_000_000,
  });
  const image = { sha256: '0'.repeat(64), projectId: '00000000-0000-4000-8000-000000000001' };
  await expect(view(image, new AbortController().signal)).rejects.toMatchObject({ code: 'model.closed' });
  await expect(view(image, AbortSignal.abort())).rejects.toThrow(/abort/i);
});

it('waits for no model any more when it is aborted', async () => {
  const controller = new AbortController();
  const view = openModelsView([await dual('slow')], {
    storage: { withLocalFile: async (_key, use) => use(join(folder, await writePicture('r.png', [250, 0, 0]))) },
    decoders,
    models: {
      ...models,
      find: () => {
        controller.abort(new Error('enough'));
        return new Promise(() => {});
      },
    },
    maxPixels: 1_000_000,
  });
  const image = { sha256: '0'.repeat(64), projectId: '00000000-0000-4000-8000-000000000001' };
  await expect(view(image, controller.signal)).rejects.toThrow('enough');
});
