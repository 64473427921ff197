/** Rows of numbers, one after the other. */
export type Matrix = {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; longer when there is room for more. */
  readonly values: Float32Array;
};

/** The square of how far two rows are apart; offsets are those of their first numbers. */
export const squaredDistance = (
  a: Float32Array,
  offsetA: number,
  b: Float32Array,
  offsetB: number,
  length: number,
): number => {
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const difference = (a[offsetA + at] ?? 0) - (b[offsetB + at] ?? 0);
    sum += difference * difference;
  }
  return sum;
};

/**
 * The same for rows of which only near ones matter: from `limit` on the sum may be cut short. Rows whose first columns tell
 * most (principal components) are cut after a few of them.
 */
export const squaredDistanceBelow = (
  a: Float32Array,
  offsetA: number,
  b: Float32Array,
  offsetB: number,
  length: number,
  limit: number,
): number => {
  let sum = 0;
  let at = 0;
  // By eight: sums that do not wait for each other are twice as fast.
  for (; at + 8 <= length && sum < limit; at += 8) {
    const one = offsetA + at;
    const other = offsetB + at;
    const d0 = (a[one] ?? 0) - (b[other] ?? 0);
    const d1 = (a[one + 1] ?? 0) - (b[other + 1] ?? 0);
    const d2 = (a[one + 2] ?? 0) - (b[other + 2] ?? 0);
    const d3 = (a[one + 3] ?? 0) - (b[other + 3] ?? 0);
    const d4 = (a[one + 4] ?? 0) - (b[other + 4] ?? 0);
    const d5 = (a[one + 5] ?? 0) - (b[other + 5] ?? 0);
    const d6 = (a[one + 6] ?? 0) - (b[other + 6] ?? 0);
    const d7 = (a[one + 7] ?? 0) - (b[other + 7] ?? 0);
    sum += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3) + (d4 * d4 + d5 * d5 + (d6 * d6 + d7 * d7));
  }
  if (sum >= limit) return sum;
  for (; at < length; at++) {
    const difference = (a[offsetA + at] ?? 0) - (b[offsetB + at] ?? 0);
    sum += difference * difference;
  }
  return sum;
};

/** Some rows of a matrix, as one of their own. */
export const rowsOfMatrix = ({ values, columns }: Matrix, indexes: ArrayLike<number>): Matrix => {
  const chosen = new Float32Array(indexes.length * columns);
  for (let row = 0; row < indexes.length; row++) {
    const start = (indexes[row] ?? 0) * columns;
    chosen.set(values.subarray(start, start + columns), row * columns);
  }
  return { rows: indexes.length, columns, values: chosen };
};

/** At most `most` of `rows` indexes, evenly spread. */
export const spreadIndexes = (rows: number, most: number): Int32Array => {
  const count = Math.min(rows, most);
  return Int32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
};

/** Numbers of a bell curve (mean 0, deviation 1) from even ones: Box and Muller. */
export const normalNumbers = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
