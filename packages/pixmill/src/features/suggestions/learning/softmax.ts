import type { Matrix } from './matrix.ts';

/** Turns each row of scores into shares that add up to 1, in place; a higher temperature makes them more alike. */
export const softmaxRows = ({ rows, columns, values }: Matrix, temperature = 1): void => {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let most = -Infinity;
    for (let at = start; at < start + columns; at++) most = Math.max(most, values[at] ?? 0);
    let sum = 0;
    for (let at = start; at < start + columns; at++) {
      const value = Math.exp(((values[at] ?? 0) - most) / temperature);
      values[at] = value;
      sum += value;
    }
    for (let at = start; at < start + columns; at++) values[at] = (values[at] ?? 0) / sum;
  }
};

/** Where the largest value of a row stands; the first of equal ones. */
export const largestOf = (row: ArrayLike<number>): number => {
  let best = 0;
  for (let at = 1; at < row.length; at++) if ((row[at] ?? 0) > (row[best] ?? 0)) best = at;
  return best;
};
