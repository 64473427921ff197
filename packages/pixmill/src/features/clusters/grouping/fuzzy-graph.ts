import type { Neighbours } from './nearest-neighbours.ts';

/** Which rows belong together, and how much (0..1): each pair once. */
export type FuzzyGraph = {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
};

const SEARCH_TURNS = 40;
/** Least width of a neighbourhood, as a part of the mean distance. */
const LEAST_WIDTH = 1e-3;

/**
 * UMAP's graph (McInnes, Healy and Melville, 2018): around each row distances are measured from its nearest neighbour and
 * scaled so that its neighbourhood has the same size as all others; then the two views of a pair are joined.
 */
export const fuzzyGraph = ({ count, indexes, distances }: Neighbours, rows: number): FuzzyGraph => {
  const weights = new Float32Array(rows * count);
  let mean = 0;
  for (const distance of distances) if (distance < Infinity) mean += distance / distances.length;
  const target = Math.log2(count + 1);
  for (let row = 0; row < rows; row++) weighNeighbours({ row, count, indexes, distances, weights, target, mean });

  const weightOf = (row: number, other: number): number => {
    for (let at = row * count; at < (row + 1) * count; at++) if (indexes[at] === other) return weights[at] ?? 0;
    return 0;
  };
  const from = new Int32Array(rows * count);
  const to = new Int32Array(rows * count);
  const joined = new Float32Array(rows * count);
  let edges = 0;
  for (let row = 0; row < rows; row++) {
    for (let at = row * count; at < (row + 1) * count; at++) {
      const other = indexes[at] ?? -1;
      if (other < 0) continue;
      const back = weightOf(other, row);
      // The pair stands where it is met first.
      if (back > 0 && other < row) continue;
      const weight = weights[at] ?? 0;
      from[edges] = row;
      to[edges] = other;
      joined[edges] = weight + back - weight * back;
      edges++;
    }
  }
  return { from: from.subarray(0, edges), to: to.subarray(0, edges), weights: joined.subarray(0, edges) };
};

const weighNeighbours = ({
  row,
  count,
  indexes,
  distances,
  weights,
  target,
  mean,
}: Omit<Neighbours, 'indexes' | 'distances'> & {
  readonly row: number;
  readonly indexes: Int32Array;
  readonly distances: Float32Array;
  readonly weights: Float32Array;
  readonly target: number;
  readonly mean: number;
}): void => {
  const start = row * count;
  let nearest = 0;
  for (let at = start; at < start + count && nearest === 0; at++) nearest = distances[at] ?? 0;
  if (nearest === Infinity) nearest = 0;
  let [low, high, width] = [0, Infinity, 1];
  for (let turn = 0; turn < SEARCH_TURNS; turn++) {
    let sum = 0;
    for (let at = start; at < start + count; at++) {
      const beyond = (distances[at] ?? 0) - nearest;
      sum += beyond > 0 ? Math.exp(-beyond / width) : 1;
    }
    if (Math.abs(sum - target) < 1e-5) break;
    if (sum > target) {
      high = width;
      width = (low + high) / 2;
    } else {
      low = width;
      width = high === Infinity ? width * 2 : (low + high) / 2;
    }
  }
  width = Math.max(width, LEAST_WIDTH * mean, 1e-12);
  for (let at = start; at < start + count; at++) {
    if ((indexes[at] ?? -1) < 0) continue;
    const beyond = (distances[at] ?? 0) - nearest;
    weights[at] = beyond > 0 ? Math.exp(-beyond / width) : 1;
  }
};
