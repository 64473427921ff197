import { dot, dotAll, matrixOf, rowOf, weightedSums } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { largestOf } from './softmax.ts';

/** The least sure images so far, of which the next to label are chosen. */
export type Pool = {
  /** Offers an image without a label, and how likely each label is for it. */
  readonly add: (index: number, shares: Float32Array, vector: Float32Array) => void;
  /** Images that are little sure and little alike, the most useful first. */
  readonly choose: () => number[];
};

type Unsure = { readonly index: number; readonly uncertainty: number; readonly vector: Float32Array };

/** Unsure images that each of the chosen stands for. */
const EACH_FOR = 20;
/** Groups of unsure images have found their places after a few rounds. */
const ROUNDS = 6;

/** How unsure it is which of the two likeliest labels is right: 0 sure, 1 a coin. */
const uncertaintyOf = (shares: Float32Array): number => {
  let [first, second] = [0, 0];
  for (const share of shares) {
    if (share > first) [first, second] = [share, first];
    else if (share > second) second = share;
  }
  return 1 - (first - second);
};

/** The numbers of images that are unsure and far from those before them. */
const firstCentres = (images: readonly Unsure[], count: number): number[] => {
  const distances = new Float64Array(images.length).fill(1);
  const centres: number[] = [];
  while (centres.length < Math.min(count, images.length)) {
    const worth = images.map(({ uncertainty }, at) => uncertainty * (distances[at] ?? 0));
    const best = largestOf(worth);
    const vector = images[best]?.vector ?? new Float32Array();
    centres.push(best);
    for (const [at, image] of images.entries()) {
      distances[at] = Math.min(distances[at] ?? 0, Math.max(0, 1 - dot(image.vector, vector)));
    }
    for (const centre of centres) distances[centre] = -1;
  }
  return centres;
};

const scaled = (matrix: Matrix): Matrix => {
  for (let row = 0; row < matrix.rows; row++) {
    const values = rowOf(matrix, row);
    const length = Math.sqrt(dot(values, values));
    if (length > 0) for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / length;
  }
  return matrix;
};

/**
 * Opens a pool that chooses `count` images. What it holds does not grow with the number of images. The least sure are
 * grouped by likeness, each counting as much as it is unsure, and the middle of each group is chosen: what is asked is not
 * all the same, and no stray that teaches nothing about others (weighted k-means: Zhdanov 2019).
 */
export const openPool = (count: number): Pool => {
  const most = count * EACH_FOR;
  let images: Unsure[] = [];
  let least = -1;

  /** Keeps the least sure; the first seen of equal ones. */
  const thin = (): void => {
    images = images.toSorted((a, b) => b.uncertainty - a.uncertainty || a.index - b.index).slice(0, most);
    least = images.length < most ? -1 : (images.at(-1)?.uncertainty ?? -1);
  };

  return {
    add: (index, shares, vector) => {
      const uncertainty = uncertaintyOf(shares);
      if (count === 0 || uncertainty <= least) return;
      images.push({ index, uncertainty, vector: vector.slice() });
      if (images.length >= 2 * most) thin();
    },
    choose: () => {
      thin();
      const [first] = images;
      if (first === undefined) return [];
      const rows = matrixOf(images.length, first.vector.length);
      for (const [at, { vector }] of images.entries()) rowOf(rows, at).set(vector);
      const started = firstCentres(images, count);
      let centres = matrixOf(started.length, rows.columns);
      for (const [at, image] of started.entries()) rowOf(centres, at).set(rowOf(rows, image));
      let likeness = dotAll(rows, centres);
      for (let round = 0; round < ROUNDS; round++) {
        const shares = matrixOf(rows.rows, centres.rows);
        for (const [at, { uncertainty }] of images.entries()) {
          rowOf(shares, at)[largestOf(rowOf(likeness, at))] = uncertainty;
        }
        centres = scaled(weightedSums(shares, rows));
        likeness = dotAll(rows, centres);
      }
      return middles(images, likeness);
    },
  };
};

/** Of each group the image nearest to its middle; a group that has lost all of its images has none. */
const middles = (images: readonly Unsure[], likeness: Matrix): number[] => {
  const best = Array.from({ length: likeness.columns }, () => ({ index: -1, likeness: -2 }));
  for (const [at, { index }] of images.entries()) {
    const row = rowOf(likeness, at);
    const group = largestOf(row);
    const one = best[group];
    if (one !== undefined && (row[group] ?? 0) > one.likeness) best[group] = { index, likeness: row[group] ?? 0 };
  }
  return best.flatMap(({ index }) => (index < 0 ? [] : [index]));
};
