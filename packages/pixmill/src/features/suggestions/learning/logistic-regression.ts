import { dotAll, matrixOf, weightedSums } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { minimise } from './minimise.ts';
import { softmaxRows } from './softmax.ts';

/** A linear model: for each label a row of weights, the last of which is its offset. */
export type LinearModel = Matrix;

const MOST_ITERATIONS = 60;

/** Rows with a 1 at the end, which the offset is the weight of. */
export const withOne = (rows: Matrix): Matrix => {
  const wider = matrixOf(rows.rows, rows.columns + 1);
  for (let row = 0; row < rows.rows; row++) {
    const to = row * wider.columns;
    wider.values.set(rows.values.subarray(row * rows.columns, (row + 1) * rows.columns), to);
    wider.values[to + rows.columns] = 1;
  }
  return wider;
};

/**
 * Fits a multinomial logistic regression: the mean negative log-likelihood plus `penalty / 2` times the squared weights
 * (not the offsets) is least.
 *
 * @param given.rows examples, with a 1 at their end
 * @param given.labels for each example the number of its label, below `count`
 * @param given.start a model to begin from, e.g. that of a larger penalty
 */
export const fitLogistic = ({
  rows,
  labels,
  count,
  penalty,
  start = matrixOf(count, rows.columns),
  tolerance = 1e-3,
}: {
  readonly rows: Matrix;
  readonly labels: ArrayLike<number>;
  readonly count: number;
  readonly penalty: number;
  readonly start?: LinearModel;
  /** Share of the first slope at which it ends. */
  readonly tolerance?: number;
}): LinearModel => {
  const { columns } = rows;
  const costAt = (weights: Float64Array, gradient: Float64Array): number => {
    const shares = dotAll(rows, { rows: count, columns, values: Float32Array.from(weights) });
    softmaxRows(shares);
    let cost = 0;
    for (let row = 0; row < rows.rows; row++) {
      const at = row * count + (labels[row] ?? 0);
      cost -= Math.log(Math.max(shares.values[at] ?? 0, 1e-30));
      shares.values[at] = (shares.values[at] ?? 0) - 1;
    }
    cost /= rows.rows;
    const slopes = weightedSums(shares, rows).values;
    for (let at = 0; at < weights.length; at++) {
      const weight = at % columns === columns - 1 ? 0 : (weights[at] ?? 0);
      cost += (penalty / 2) * weight * weight;
      gradient[at] = (slopes[at] ?? 0) / rows.rows + penalty * weight;
    }
    return cost;
  };
  const weights = minimise(costAt, Float64Array.from(start.values), { iterations: MOST_ITERATIONS, tolerance });
  return { rows: count, columns, values: Float32Array.from(weights) };
};
