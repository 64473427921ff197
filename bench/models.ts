/**
 * How often the models are right on the photos of clothes beside the project's root: the classifier's tags against the
 * names of the folders, and the embedding's nearest photos against the classes. Skips where the photos or the models are
 * absent. Run: node bench/models.ts
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { openDecoders } from '../packages/pixmill/src/imaging/decoders.ts';
import { INSPECT_LIMITS } from '../packages/pixmill/src/imaging/inspection.ts';
import { addModels } from '../packages/pixmill/src/models/add-models.ts';
import { readKnownModels } from '../packages/pixmill/src/models/known-models.ts';
import { openModelStore, type StoredModel } from '../packages/pixmill/src/models/model-store.ts';
import { openModels } from '../packages/pixmill/src/models/open-models.ts';

const SHARED = join(import.meta.dirname, '..', '..', 'shared');
const CLOTHING = join(SHARED, 'data', 'clothing');
const SYNONYMS = join(SHARED, 'models', 'imagenet_classes_1000.json');
const NEAREST = 10;

type Photo = {
  readonly split: string;
  readonly folder: string;
  readonly vector: Float32Array;
  /** Five likeliest classes by name. */
  readonly classes: readonly string[];
};

/** The classifier with all five of its first guesses, however unsure it is. */
const unsure = (model: StoredModel): StoredModel => ({
  ...model,
  manifest: {
    ...model.manifest,
    outputs: model.manifest.outputs.map((output) =>
      output.task === 'classify' ? { ...output, least: 0, most: 5 } : output,
    ),
  },
});

const lookAtAll = async (files: readonly string[]): Promise<readonly Photo[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-bench-models-'));
  const models = openModels({ threads: availableParallelism() });
  const decoders = openDecoders({ processes: availableParallelism() });
  try {
    const store = openModelStore({ directory: folder });
    const added = await addModels(join(SHARED, 'models'), { store, known: await readKnownModels() });
    const model = added.find(({ manifest }) => manifest.name === 'mobilenet-v2');
    if (model === undefined) throw new Error('mobilenet-v2 was not added.');
    const photos: Photo[] = [];
    const next = files.values();
    const look = async (): Promise<void> => {
      for (const file of next) {
        const picture = await decoders.makeSmallPicture(file, model.manifest.input, {
          ...INSPECT_LIMITS,
          maxPixels: 50_000_000,
        });
        if (!picture.ok) throw new Error(`${file}: ${picture.code}`);
        const { embedding = new Float32Array(), classes = [] } = await models.find(unsure(model), picture);
        photos.push({
          split: basename(dirname(dirname(file))),
          folder: basename(dirname(file)),
          vector: embedding,
          classes: classes.map(({ name }) => name),
        });
      }
    };
    await Promise.all(Array.from({ length: 32 }, look));
    return photos;
  } finally {
    await Promise.all([models.close(), decoders.close()]);
    await rm(folder, { recursive: true, force: true });
  }
};

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Part of the ten nearest of all other photos that are of the same class, for each photo asked with. */
const precisions = (asked: readonly Photo[], all: readonly Photo[]): readonly (readonly [string, number])[] =>
  asked.map((photo) => {
    const nearest = all
      .filter((other) => other !== photo)
      .map((other) => ({ other, likeness: dot(photo.vector, other.vector) }))
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, NEAREST);
    return [photo.folder, nearest.filter(({ other }) => other.folder === photo.folder).length / NEAREST];
  });

const tellPrecision = (name: string, asked: readonly Photo[], all: readonly Photo[]): void => {
  const found = precisions(asked, all);
  const byClass = [...Map.groupBy(found, ([folder]) => folder).values()].map((rows) =>
    mean(rows.map(([, part]) => part)),
  );
  const [overall, ofClasses] = [mean(found.map(([, part]) => part)), mean(byClass)].map((part) => part.toFixed(3));
  console.log(`${name}: precision@10 ${overall} (${asked.length} queries), mean of the classes ${ofClasses}`);
};

const isEntry = (value: unknown): value is { readonly name: string; readonly synonyms: readonly string[] } =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'synonyms' in value &&
  Array.isArray(value.synonyms);

const tellTags = (name: string, photos: readonly Photo[], namesOf: (folder: string) => ReadonlySet<string>): void => {
  const named = photos.filter(({ folder }) => namesOf(folder).size > 0);
  const right = (most: number): string =>
    mean(
      named.map(({ folder, classes }) => (classes.slice(0, most).some((each) => namesOf(folder).has(each)) ? 1 : 0)),
    ).toFixed(3);
  const folders = [...new Set(named.map(({ folder }) => folder))].toSorted().join(', ');
  console.log(`${name} (${folders}; ${named.length} photos): top-1 ${right(1)}, top-5 ${right(5)}`);
};

if (!existsSync(CLOTHING) || !existsSync(SYNONYMS)) {
  console.log(`No photos in ${CLOTHING} or no models beside them: nothing measured.`);
  process.exit(0);
}
const photos = await lookAtAll(globSync(`${CLOTHING}/*/*/*.jpg`).toSorted());
const entries: unknown = JSON.parse(readFileSync(SYNONYMS, 'utf8'));
const classes = Array.isArray(entries) ? entries.filter(isEntry) : [];
/** The classifier is told by the first of a class's names. */
const classesWhere = (fits: (synonym: string) => boolean): ReadonlySet<string> =>
  new Set(classes.filter(({ synonyms }) => synonyms.some((each) => fits(each.toLowerCase()))).map(({ name }) => name));
const singular = (folder: string): string => folder.replace(/(?<=shoe)s$/, '');

tellTags('tags, folders that are names of a class', photos, (folder) =>
  classesWhere((synonym) => synonym === singular(folder)),
);
tellTags('tags, folders that a name of a class ends with', photos, (folder) =>
  classesWhere((synonym) => synonym.endsWith(singular(folder)) && !synonym.endsWith('that')),
);
tellPrecision(
  'embedding, the photos of the test split among all photos',
  photos.filter(({ split }) => split === 'test'),
  photos,
);
tellPrecision('embedding, every photo among all others', photos, photos);
