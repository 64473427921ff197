import { kMeans, nearestCentres } from './k-means.ts';
import { rowsOfMatrix, spreadIndexes, squaredDistanceBelow, type Matrix } from './matrix.ts';

/** Rows up to which every pair is compared. */
const EXACT_UP_TO = 6000;
/** Cells that are looked through for each row. */
const PROBES = 8;
const CELL_SAMPLE = 20_000;

/** The nearest other rows of each row, the nearest first. */
export type Neighbours = {
  readonly count: number;
  /** `count` for each row; -1 where there are fewer. */
  readonly indexes: Int32Array;
  /** Not squared. */
  readonly distances: Float32Array;
};

/**
 * Finds the nearest rows of each row: exactly among few; among many, in the nearest cells of an inverted file.
 * @param options.onProgress how much is done, 0..1
 */
export const nearestNeighbours = (
  matrix: Matrix,
  {
    count: asked,
    random,
    onProgress = () => undefined,
  }: { readonly count: number; readonly random: () => number; readonly onProgress?: (done: number) => void },
): Neighbours => {
  const { rows, columns, values } = matrix;
  const count = Math.max(0, Math.min(asked, rows - 1));
  const indexes = new Int32Array(rows * count).fill(-1);
  const distances = new Float32Array(rows * count).fill(Infinity);
  const offer = (row: number, other: number): void => {
    const start = row * count;
    const limit = distances[start + count - 1] ?? 0;
    const distance = squaredDistanceBelow(values, row * columns, values, other * columns, columns, limit);
    if (!(distance < limit)) return;
    let at = start + count - 1;
    while (at > start && (distances[at - 1] ?? 0) > distance) {
      distances[at] = distances[at - 1] ?? 0;
      indexes[at] = indexes[at - 1] ?? -1;
      at--;
    }
    distances[at] = distance;
    indexes[at] = other;
  };
  if (count > 0) {
    const candidates = rows <= EXACT_UP_TO ? null : openCells(matrix, random);
    for (let row = 0; row < rows; row++) {
      if (candidates === null) {
        for (let other = 0; other < rows; other++) if (other !== row) offer(row, other);
      } else for (const cell of candidates(row)) for (const other of cell) if (other !== row) offer(row, other);
      if (row % 1000 === 0) onProgress(row / rows);
    }
  }
  for (let at = 0; at < distances.length; at++) distances[at] = Math.sqrt(distances[at] ?? 0);
  return { count, indexes, distances };
};

/** The cells near a row, as lists of rows. */
const openCells = (matrix: Matrix, random: () => number): ((row: number) => readonly Int32Array[]) => {
  const { rows, columns, values } = matrix;
  const sample = rowsOfMatrix(matrix, spreadIndexes(rows, CELL_SAMPLE));
  const { centres } = kMeans(sample, { count: Math.round(Math.sqrt(rows)), random, turns: 2, tries: 1 });
  const { groups } = nearestCentres(matrix, centres);
  const sizes = new Int32Array(centres.rows);
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  const cells = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (const [row, group] of groups.entries()) {
    const cell = cells[group];
    if (cell !== undefined) cell[sizes[group] ?? 0] = row;
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const near = new Float64Array(PROBES);
  const which = new Int32Array(PROBES);
  return (row) => {
    near.fill(Infinity);
    which.fill(-1);
    for (let centre = 0; centre < centres.rows; centre++) {
      const limit = near[PROBES - 1] ?? 0;
      const distance = squaredDistanceBelow(values, row * columns, centres.values, centre * columns, columns, limit);
      if (!(distance < limit)) continue;
      let at = PROBES - 1;
      for (; at > 0 && (near[at - 1] ?? 0) > distance; at--) {
        near[at] = near[at - 1] ?? 0;
        which[at] = which[at - 1] ?? -1;
      }
      near[at] = distance;
      which[at] = centre;
    }
    return Array.from(which, (centre) => cells[centre] ?? new Int32Array(0));
  };
};
