import { rowOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** What tells whether an image may have another label than it was given. */
export type Thresholds = Float64Array;

/**
 * For each label how likely it is on average for the examples that were given it, by what was learned from others: as
 * likely as that, an image belongs to the label (confident learning: Northcutt, Jiang and Chuang 2021).
 */
export const thresholdsOf = (outOfFold: Matrix, labels: ArrayLike<number>): Thresholds => {
  const sums = new Float64Array(outOfFold.columns);
  const counts = new Float64Array(outOfFold.columns);
  for (let row = 0; row < outOfFold.rows; row++) {
    const label = labels[row] ?? 0;
    sums[label] = (sums[label] ?? 0) + (rowOf(outOfFold, row)[label] ?? 0);
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return sums.map((sum, label) => sum / Math.max(1, counts[label] ?? 0));
};

/** The label that an image more likely belongs to than to the one it was given; `null` when there is none. */
export const likelierLabel = (shares: Float32Array, given: number, thresholds: Thresholds): number | null => {
  let best: number | null = null;
  for (let label = 0; label < shares.length; label++) {
    const share = shares[label] ?? 0;
    if (label === given || share <= (shares[given] ?? 0) || share < (thresholds[label] ?? 1)) continue;
    if (best === null || share > (shares[best] ?? 0)) best = label;
  }
  return best;
};
