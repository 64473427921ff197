/**
 * Teaching by example, on photos of clothes of ten classes as MobileNet V2 sees them: how many of the rest get the right
 * label from few examples and how far confidences are off; how many of the wrong labels that were planted stand first in
 * the list of doubtful ones; how much faster the images that are proposed next teach than any; and how long it takes.
 * Without the photos and the model it says so and ends. `node bench/suggestions.ts [--images 50000]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { openPixmill } from '../packages/pixmill/src/compose.ts';
import {
  acceptSuggestions,
  finishAcceptance,
} from '../packages/pixmill/src/features/suggestions/acceptances.service.ts';
import { accuracyOf, calibrationError } from '../packages/pixmill/src/features/suggestions/learning/calibration.ts';
import { shuffled } from '../packages/pixmill/src/features/suggestions/learning/folds.ts';
import { learn } from '../packages/pixmill/src/features/suggestions/learning/learn.ts';
import { matrixOf, rowOf, type Matrix } from '../packages/pixmill/src/features/suggestions/learning/matrix.ts';
import { openPool } from '../packages/pixmill/src/features/suggestions/learning/next-to-label.ts';
import { openSuggester } from '../packages/pixmill/src/features/suggestions/learning/suggester.ts';
import { runSuggestions } from '../packages/pixmill/src/features/suggestions/write-run.ts';
import { seededRandom } from '../packages/pixmill/src/imaging/seeded-random.ts';
import { images } from '../packages/pixmill/src/library/schema.ts';
import { suggestionRuns } from '../packages/pixmill/src/library/suggestions.schema.ts';
import { loadSettings } from '../packages/pixmill/src/platform/config/load-settings.ts';
import { createLogger } from '../packages/pixmill/src/platform/logging/logger.ts';
import { clothingEmbeddings, hasClothing } from './support/clothing-embeddings.ts';
import { fillLabelledProject } from './support/labelled-project.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '50000' },
    /** Only how long it takes. */
    'only-time': { type: 'boolean', default: false },
  },
});
const SEEDS = [1, 2, 3];
const WRONG_SHARE = 0.05;
/** Held back to be told, never learned from. */
const HELD_BACK = 700;
const BUDGETS = [20, 40, 60, 80, 100, 140, 180];
const NEXT = 20;

if (!hasClothing) {
  console.log('skipped: the photos of ../shared/data/clothing or the models of ../shared/models are not there');
  process.exit();
}
const photos = await clothingEmbeddings();
const names = [...new Set(photos.map(({ className }) => className))].toSorted();
const classes = photos.map(({ className }) => names.indexOf(className));
const dimensions = photos[0]?.vector.length ?? 0;
const all = photos.map((_, index) => index);

const vectorsOf = (indexes: readonly number[]): Matrix => {
  const matrix = matrixOf(indexes.length, dimensions);
  for (const [row, index] of indexes.entries()) rowOf(matrix, row).set(photos[index]?.vector ?? []);
  return matrix;
};
const labelsOf = (indexes: readonly number[]): Int32Array => Int32Array.from(indexes, (index) => classes[index] ?? 0);
const examplesOf = (indexes: readonly number[]) => ({
  vectors: vectorsOf(indexes),
  labels: labelsOf(indexes),
  count: names.length,
});
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
const told = (numbers: readonly number[]): string => mean(numbers).toFixed(3);

/** The first so many of each class, in this order. */
const firstOfEach = (order: readonly number[], each: number): number[] => {
  const taken = new Map<number, number>();
  return order.filter((index) => {
    const of = classes[index] ?? 0;
    taken.set(of, (taken.get(of) ?? 0) + 1);
    return (taken.get(of) ?? 0) <= each;
  });
};

for (const each of values['only-time'] ? [] : [5, 10, 20]) {
  const [right, ownWord, error]: [number[], number[], number[]] = [[], [], []];
  const methods = new Set<string>();
  for (const seed of SEEDS) {
    const order = shuffled(all, seededRandom(seed));
    const examples = firstOfEach(order, each);
    const rest = order.filter((index) => !examples.includes(index));
    const learned = learn(examplesOf(examples));
    const shares = learned.predict(vectorsOf(rest));
    methods.add(learned.method);
    right.push(accuracyOf(shares, labelsOf(rest)));
    ownWord.push(learned.accuracy);
    error.push(calibrationError(shares, labelsOf(rest)));
  }
  console.log(
    `${String(each).padStart(2)} examples a class: ${told(right)} of the rest right (it says ${told(ownWord)}), ` +
      `calibration error ${told(error)}, ${[...methods].join(' and ')}`,
  );
}

if (!values['only-time']) {
  const [first5, first10, listed]: [number[], number[], number[]] = [[], [], []];
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const wrong = new Set(shuffled(all, random).slice(0, Math.round(all.length * WRONG_SHARE)));
    const { length: count } = names;
    const given = labelsOf(all).map((label, index) =>
      wrong.has(index) ? (label + 1 + Math.floor(random() * (count - 1))) % count : label,
    );
    const { onExamples } = openSuggester({ vectors: vectorsOf(all), labels: given, count }, { next: 0 });
    const doubtOf = (index: number): number => (onExamples.given[index] ?? 0) / (onExamples.confidences[index] ?? 1);
    const list = all
      .filter((index) => onExamples.labels[index] !== given[index])
      .toSorted((a, b) => doubtOf(a) - doubtOf(b));
    const found = (share: number): number =>
      list.slice(0, Math.round(all.length * share)).filter((index) => wrong.has(index)).length / wrong.size;
    first5.push(found(0.05));
    first10.push(found(0.1));
    listed.push(list.length / all.length);
  }
  console.log(
    `wrong labels (5 %): ${told(first5)} of them in the first 5 % of the doubtful list, ${told(first10)} in the first 10 %; ` +
      `the list has ${told(listed)} of all images`,
  );
}

const curveOf = (seed: number, isChosen: boolean): number[] => {
  const random = seededRandom(seed);
  const order = shuffled(all, random);
  const test = order.slice(0, HELD_BACK);
  const examples = firstOfEach(order.slice(HELD_BACK), 2);
  const curve: number[] = [];
  for (const budget of BUDGETS) {
    while (examples.length < budget) {
      const rest = order.slice(HELD_BACK).filter((index) => !examples.includes(index));
      const count = Math.min(NEXT, budget - examples.length);
      if (isChosen) {
        const vectors = vectorsOf(rest);
        const shares = learn(examplesOf(examples)).predict(vectors);
        const pool = openPool(count);
        for (const [row, index] of rest.entries()) pool.add(index, rowOf(shares, row), rowOf(vectors, row));
        examples.push(...pool.choose());
      } else {
        examples.push(...shuffled(rest, random).slice(0, count));
      }
    }
    curve.push(accuracyOf(learn(examplesOf(examples)).predict(vectorsOf(test)), labelsOf(test)));
  }
  return curve;
};
for (const [name, isChosen] of values['only-time']
  ? []
  : ([
      ['next', true],
      ['random', false],
    ] as const)) {
  const curves = SEEDS.map((seed) => curveOf(seed, isChosen));
  const line = BUDGETS.map((budget, at) => `${budget}: ${told(curves.map((curve) => curve[at] ?? 0))}`);
  console.log(`learning ${name.padEnd(6)} right of ${HELD_BACK} by labelled images: ${line.join(', ')}`);
}

const folder = await mkdtemp(join(tmpdir(), 'pixmill-bench-suggestions-'));
const settings = loadSettings({ environment: { PIXMILL_DATA_DIR: folder }, cwd: folder });
const pixmill = await openPixmill({ settings, logger: createLogger({ level: 'warn' }) });
try {
  const { db } = pixmill.database;
  const random = seededRandom(5);
  /** Photos over and over, each time a little different. */
  const vectorAt = (index: number): Float32Array => {
    const vector = photos[index % photos.length]?.vector ?? new Float32Array(dimensions);
    if (index < photos.length) return vector;
    const other = vector.map((value) => value + (random() - 0.5) * 0.02);
    const length = Math.hypot(...other);
    return other.map((value) => value / length);
  };
  for (const count of [photos.length, Number(values.images)]) {
    const { userId, projectId, imageIds } = await fillLabelledProject(pixmill, vectorAt, count);
    for (const labelled of [20 * names.length, count]) {
      for (const [label, name] of names.entries()) {
        const of = firstOfEach(all, labelled === count ? Infinity : 20).filter((index) => classes[index] === label);
        const ids = imageIds.filter((_, index) =>
          labelled === count ? classes[index % photos.length] === label : of.includes(index),
        );
        for (let start = 0; start < ids.length; start += 5000) {
          await db
            .update(images)
            .set({ label: name })
            .where(inArray(images.id, ids.slice(start, start + 5000)));
        }
      }
      const id = uuidv7();
      const request = { labels: 'all', examples: [], next: 20 } as const;
      await db.insert(suggestionRuns).values({ id, projectId, createdBy: userId, status: 'pending', request });
      const before = process.memoryUsage.rss();
      let peak = before;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss());
      }, 50);
      const started = performance.now();
      await runSuggestions(db, { runId: id, signal: new AbortController().signal });
      const seconds = (performance.now() - started) / 1000;
      clearInterval(watch);
      console.log(
        `${count.toLocaleString('en')} images, ${labelled.toLocaleString('en')} labelled: ${seconds.toFixed(1)} s, ` +
          `${(count / seconds).toFixed(0)} images/s, memory ${megabytes(before)} before, ${megabytes(peak)} at the peak`,
      );
      if (labelled === count || count > photos.length) continue;
      const asker = { userId, role: 'user', address: '127.0.0.1', requestId: id } as const;
      const selection = { runId: id, list: 'suggested', filters: { minConfidence: 0 }, imageIds: undefined } as const;
      const began = performance.now();
      const parts = { db, queue: pixmill.queue };
      const { acceptance } = await acceptSuggestions(parts, asker, { selection, isPreview: false }, async () => {});
      const answered = performance.now();
      const signal = new AbortController().signal;
      await finishAcceptance(db, { acceptanceId: acceptance?.acceptance.id ?? '', signal });
      console.log(
        `  accepted all of them: answered after ${((answered - began) / 1000).toFixed(1)} s, ` +
          `written after ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
    }
  }
} finally {
  await pixmill.close();
  await rm(folder, { recursive: true, force: true });
}
