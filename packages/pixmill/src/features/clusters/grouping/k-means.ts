import { rowsOfMatrix, spreadIndexes, squaredDistance, squaredDistanceBelow, type Matrix } from './matrix.ts';

const BATCH = 1024;
const BATCH_TURNS = 80;
/** Rows from which centres are refined on batches first. */
const BATCHES_FROM = 10_000;
/** Rows that the first centres are chosen among. */
const SEEDING_ROWS = 8000;

/** Groups around centres. */
export type KMeans = {
  readonly centres: Matrix;
  /** Index of the nearest centre of each row. */
  readonly groups: Int32Array;
  /** Square of the distance to it. */
  readonly distances: Float32Array;
};

/** Whose centre is nearest, and how far (squared) it is. */
export const nearestCentres = (matrix: Matrix, centres: Matrix): Pick<KMeans, 'groups' | 'distances'> => {
  const groups = new Int32Array(matrix.rows);
  const distances = new Float32Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    const [group, distance] = nearestCentre(matrix, row, centres);
    groups[row] = group;
    distances[row] = distance;
  }
  return { groups, distances };
};

const nearestCentre = ({ values, columns }: Matrix, row: number, centres: Matrix): [number, number] => {
  let best = 0;
  let least = Infinity;
  for (let centre = 0; centre < centres.rows; centre++) {
    const distance = squaredDistanceBelow(values, row * columns, centres.values, centre * columns, columns, least);
    if (distance < least) {
      least = distance;
      best = centre;
    }
  }
  return [best, least];
};

/**
 * k-means: centres chosen far apart (k-means++, Arthur and Vassilvitskii, 2007), moved by batches where there are many rows
 * (Sculley, Web-scale k-means clustering, 2010), and at last by all rows. Fewer groups than asked for are returned where
 * fewer rows differ; none is empty.
 * @param options.centres where to begin, instead of choosing
 * @param options.turns most passes over all rows
 * @param options.tries beginnings on a sample, of which the best one is taken: a single one may join two groups for good
 */
export const kMeans = (
  matrix: Matrix,
  {
    count,
    random,
    turns = 12,
    tries = 4,
    centres: given,
  }: {
    readonly count: number;
    readonly random: () => number;
    readonly turns?: number;
    readonly tries?: number;
    readonly centres?: Matrix;
  },
): KMeans => {
  const sample = matrix.rows > SEEDING_ROWS ? rowsOfMatrix(matrix, spreadIndexes(matrix.rows, SEEDING_ROWS)) : matrix;
  let centres = given ?? bestBeginning(sample, { count, random, tries });
  if (given === undefined && matrix.rows > BATCHES_FROM) moveByBatches(matrix, centres, random);
  let found = nearestCentres(matrix, centres);
  for (let turn = 0; turn < turns; turn++) {
    centres = centresOf(matrix, found.groups, centres.rows);
    const next = nearestCentres(matrix, centres);
    const moved = next.groups.reduce((sum, group, row) => sum + (group === found.groups[row] ? 0 : 1), 0);
    found = next;
    if (moved <= matrix.rows / 1000) break;
  }
  return { centres, ...found };
};

const TRIAL_TURNS = 4;

const bestBeginning = (
  sample: Matrix,
  { count, random, tries }: { readonly count: number; readonly random: () => number; readonly tries: number },
): Matrix => {
  let best = chooseCentres(sample, count, random);
  if (tries === 1) return best;
  let least = Infinity;
  for (let turn = 0; turn < tries; turn++) {
    let centres = turn === 0 ? best : chooseCentres(sample, count, random);
    let found = nearestCentres(sample, centres);
    for (let step = 0; step < TRIAL_TURNS; step++) {
      centres = centresOf(sample, found.groups, centres.rows);
      found = nearestCentres(sample, centres);
    }
    const sum = found.distances.reduce((total, distance) => total + distance, 0);
    if (sum < least) [best, least] = [centres, sum];
  }
  return best;
};

const chooseCentres = (matrix: Matrix, count: number, random: () => number): Matrix => {
  const { rows, columns, values } = matrix;
  const chosen = [Math.floor(random() * rows)];
  const nearest = new Float64Array(rows).fill(Infinity);
  while (chosen.length < Math.min(count, rows)) {
    const last = chosen.at(-1) ?? 0;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const distance = squaredDistance(values, row * columns, values, last * columns, columns);
      if (distance < (nearest[row] ?? 0)) nearest[row] = distance;
      sum += nearest[row] ?? 0;
    }
    // All rows stand on centres: there are no more groups to find.
    if (!(sum > 1e-12)) break;
    let left = random() * sum;
    let next = 0;
    for (; next < rows - 1; next++) {
      left -= nearest[next] ?? 0;
      if (left < 0) break;
    }
    chosen.push(next);
  }
  return rowsOfMatrix(matrix, chosen);
};

const moveByBatches = (matrix: Matrix, centres: Matrix, random: () => number): void => {
  const { columns, values } = matrix;
  const seen = new Float64Array(centres.rows);
  for (let turn = 0; turn < BATCH_TURNS; turn++) {
    for (let at = 0; at < BATCH; at++) {
      const row = Math.floor(random() * matrix.rows);
      const [centre] = nearestCentre(matrix, row, centres);
      seen[centre] = (seen[centre] ?? 0) + 1;
      const rate = 1 / (seen[centre] ?? 1);
      for (let column = 0; column < columns; column++) {
        const place = centre * columns + column;
        const old = centres.values[place] ?? 0;
        centres.values[place] = old + rate * ((values[row * columns + column] ?? 0) - old);
      }
    }
  }
};

/** The means of groups; groups without rows are left out. */
export const centresOf = (matrix: Matrix, groups: Int32Array, count: number): Matrix => {
  const { columns, rows, values } = matrix;
  const sums = new Float64Array(count * columns);
  const sizes = new Int32Array(count);
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1;
    if (group < 0) continue;
    sizes[group] = (sizes[group] ?? 0) + 1;
    for (let column = 0; column < columns; column++) {
      const place = group * columns + column;
      sums[place] = (sums[place] ?? 0) + (values[row * columns + column] ?? 0);
    }
  }
  const filled = Array.from(sizes.keys()).filter((group) => (sizes[group] ?? 0) > 0);
  const centres = new Float32Array(filled.length * columns);
  for (const [at, group] of filled.entries()) {
    for (let column = 0; column < columns; column++) {
      centres[at * columns + column] = (sums[group * columns + column] ?? 0) / (sizes[group] ?? 1);
    }
  }
  return { rows: filled.length, columns, values: centres };
};
