import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeSmallPicture } from '../../packages/pixmill/src/imaging/make-small-picture.ts';
import { addModels } from '../../packages/pixmill/src/models/add-models.ts';
import { readKnownModels } from '../../packages/pixmill/src/models/known-models.ts';
import { openModelStore } from '../../packages/pixmill/src/models/model-store.ts';
import { openModels } from '../../packages/pixmill/src/models/open-models.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared');
const CLOTHING = join(SHARED, 'data', 'clothing');
const MODEL = 'mobilenet-v2';
const MOST_PIXELS = 50_000_000;

/** A photo's vector (unit length) and the name of its class. */
export type ClassedVector = { readonly className: string; readonly vector: Float32Array };

/** Whether the photos and the model are there. */
export const hasClothing = existsSync(CLOTHING) && existsSync(join(SHARED, 'models'));

/** The embeddings of all photos of clothes by MobileNet V2, in the order of their paths. */
export const clothingEmbeddings = async (): Promise<readonly ClassedVector[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-bench-models-'));
  const models = openModels({ threads: availableParallelism() });
  try {
    const store = openModelStore({ directory: folder });
    const added = await addModels(join(SHARED, 'models'), { store, known: await readKnownModels() });
    const model = added.find(({ manifest }) => manifest.name === MODEL);
    if (model === undefined) throw new Error(`${MODEL} was not added.`);
    const files = globSync(`${CLOTHING}/*/*/*.jpg`).toSorted();
    const vectors: ClassedVector[] = [];
    const next = files.values();
    const found = new Map<string, Float32Array>();
    const look = async (): Promise<void> => {
      for (const file of next) {
        const limits = { maxPixels: MOST_PIXELS, maxChannels: 5 };
        const picture = await makeSmallPicture(file, model.manifest.input, limits);
        if (!picture.ok) throw new Error(`${file}: ${picture.code}`);
        const { embedding } = await models.find(model, picture);
        if (embedding !== null && embedding !== undefined) found.set(file, embedding);
      }
    };
    await Promise.all(Array.from({ length: model.manifest.input.batch * 2 }, look));
    for (const file of files) {
      const vector = found.get(file);
      if (vector !== undefined) vectors.push({ className: basename(dirname(file)), vector });
    }
    return vectors;
  } finally {
    await models.close();
    await rm(folder, { recursive: true, force: true });
  }
};
