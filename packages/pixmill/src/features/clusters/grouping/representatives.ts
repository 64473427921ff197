import { squaredDistance, type Matrix } from './matrix.ts';

/** Rows of a group that are looked at: those nearest its centre. */
const MOST_LOOKED_AT = 400;
/** Part of a group that is typical of it. */
const TYPICAL_SHARE = 0.6;

/**
 * Rows that stand for a group: the one in its middle first, then typical ones that differ from each other.
 * @param rows of the group
 */
export const representatives = (matrix: Matrix, rows: readonly number[], most: number): number[] => {
  const { columns, values } = matrix;
  const centre = new Float32Array(columns);
  for (const row of rows) {
    for (let at = 0; at < columns; at++) {
      centre[at] = (centre[at] ?? 0) + (values[row * columns + at] ?? 0) / rows.length;
    }
  }
  const near = rows
    .map((row) => ({ row, distance: squaredDistance(values, row * columns, centre, 0, columns) }))
    .toSorted((a, b) => a.distance - b.distance || a.row - b.row);
  const looked = Math.min(MOST_LOOKED_AT, Math.max(most, Math.ceil(rows.length * TYPICAL_SHARE)));
  const typical = near.slice(0, looked).map(({ row }) => row);
  const chosen = typical.slice(0, 1);
  const nearest = new Map(typical.map((row) => [row, Infinity]));
  while (chosen.length < Math.min(most, typical.length)) {
    const last = chosen.at(-1) ?? 0;
    nearest.delete(last);
    let [best, farthest] = [-1, -1];
    for (const [row, known] of nearest) {
      const distance = Math.min(known, squaredDistance(values, row * columns, values, last * columns, columns));
      nearest.set(row, distance);
      if (distance > farthest) [best, farthest] = [row, distance];
    }
    chosen.push(best);
  }
  return chosen;
};
