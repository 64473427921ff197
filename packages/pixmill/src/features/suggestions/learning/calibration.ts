import { matrixOf, rowOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { largestOf, softmaxRows } from './softmax.ts';

/** How sure confidences may make themselves, and how unsure. */
const TEMPERATURES = { least: 0.02, most: 50 } as const;
const SEARCH_STEPS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const BINS = 10;

/** A copy of scores as shares at a temperature. */
export const sharesAt = (scores: Matrix, temperature: number): Matrix => {
  const shares = { ...scores, values: scores.values.slice() };
  softmaxRows(shares, temperature);
  return shares;
};

/**
 * The mean negative log-likelihood of labels. A little of it goes to every other label, the less the more examples there
 * are: a handful that are all recognised is no reason to be certain (Platt's correction).
 */
const costOf = (shares: Matrix, labels: ArrayLike<number>): number => {
  const slack = 1 / (shares.rows + 2);
  let cost = 0;
  for (let row = 0; row < shares.rows; row++) {
    const values = rowOf(shares, row);
    for (let at = 0; at < values.length; at++) {
      const wanted = at === (labels[row] ?? 0) ? 1 - slack : slack / (values.length - 1);
      cost -= wanted * Math.log(Math.max(values[at] ?? 0, 1e-30));
    }
  }
  return cost / shares.rows;
};

/**
 * Finds the temperature at which scores of examples that a model had not seen fit their labels best (temperature scaling:
 * Guo et al. 2017), by golden section on its logarithm.
 */
export const fitTemperature = (
  scores: Matrix,
  labels: ArrayLike<number>,
): { readonly temperature: number; readonly cost: number } => {
  const costAt = (logarithm: number): number => costOf(sharesAt(scores, Math.exp(logarithm)), labels);
  let low = Math.log(TEMPERATURES.least);
  let high = Math.log(TEMPERATURES.most);
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [costAt(left), costAt(right)];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = costAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = costAt(right);
    }
  }
  const logarithm = (low + high) / 2;
  return { temperature: Math.exp(logarithm), cost: costAt(logarithm) };
};

/** Share of rows whose largest share is that of their label. */
export const accuracyOf = (shares: Matrix, labels: ArrayLike<number>): number => {
  let right = 0;
  for (let row = 0; row < shares.rows; row++) if (largestOf(rowOf(shares, row)) === labels[row]) right++;
  return shares.rows === 0 ? 0 : right / shares.rows;
};

/** Expected calibration error, 0..1: how far confidences are from the share of right ones, over ten bins. */
export const calibrationError = (shares: Matrix, labels: ArrayLike<number>): number => {
  const bins = matrixOf(BINS, 2);
  for (let row = 0; row < shares.rows; row++) {
    const values = rowOf(shares, row);
    const best = largestOf(values);
    const confidence = values[best] ?? 0;
    const bin = rowOf(bins, Math.min(BINS - 1, Math.floor(confidence * BINS)));
    bin[0] = (bin[0] ?? 0) + confidence;
    bin[1] = (bin[1] ?? 0) + (best === labels[row] ? 1 : 0);
  }
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const [confidence = 0, right = 0] = rowOf(bins, bin);
    error += Math.abs(confidence - right);
  }
  return shares.rows === 0 ? 0 : error / shares.rows;
};
