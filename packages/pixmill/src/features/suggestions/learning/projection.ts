import { seededRandom } from '../../../imaging/seeded-random.ts';
import { dot, dotAll, matrixOf, rowOf, takeRows, weightedSums } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** Directions in which examples differ, and how they are seen along them: a linear model learns in these few numbers. */
export type Projection = {
  readonly mean: Float32Array;
  /** Orthonormal rows. */
  readonly directions: Matrix;
  /** Makes the mean squared length of the examples 1, so that a penalty means the same for all kinds of vectors. */
  readonly scale: number;
};

/** Most directions: more of them tell next to nothing more, and every step of learning takes longer. */
const MOST_DIRECTIONS = 160;
/** Examples that the directions are found in. */
const SAMPLE = 640;
const POWER_ITERATIONS = 2;
/** Shorter than this, what is left of a row is rounding. */
const NOTHING = 1e-5;

/** The first rows, without copying them. */
const firstRows = ({ columns, values }: Matrix, rows: number): Matrix => ({
  rows,
  columns,
  values: values.subarray(0, rows * columns),
});

const asRow = (values: Float32Array): Matrix => ({ rows: 1, columns: values.length, values });

/** Makes rows orthonormal (Gram and Schmidt, twice for the rounding); what depends on others is left out. */
const orthonormalRows = (matrix: Matrix): Matrix => {
  const found = matrixOf(matrix.rows, matrix.columns);
  let count = 0;
  for (let index = 0; index < matrix.rows; index++) {
    const row = rowOf(matrix, index).slice();
    const before = Math.sqrt(dot(row, row));
    const others = firstRows(found, count);
    for (let pass = 0; pass < 2; pass++) {
      const along = dotAll(asRow(row), others).values;
      const known = weightedSums({ rows: count, columns: 1, values: along }, others).values;
      for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) - (known[at] ?? 0);
    }
    const length = Math.sqrt(dot(row, row));
    if (length <= NOTHING * before || length === 0) continue;
    const to = rowOf(found, count++);
    for (let at = 0; at < row.length; at++) to[at] = (row[at] ?? 0) / length;
  }
  return firstRows(found, count);
};

const meanOf = (matrix: Matrix): Float32Array => {
  const sums = new Float64Array(matrix.columns);
  for (let row = 0; row < matrix.rows; row++) {
    const values = rowOf(matrix, row);
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (values[at] ?? 0);
  }
  return Float32Array.from(sums, (sum) => sum / matrix.rows);
};

const centred = (matrix: Matrix, mean: Float32Array): Matrix => {
  const values = matrix.values.map((value, at) => value - (mean[at % matrix.columns] ?? 0));
  return { ...matrix, values };
};

/** So many rows at even distances. */
const spread = (matrix: Matrix, count: number): Matrix =>
  matrix.rows <= count
    ? matrix
    : takeRows(
        matrix,
        Array.from({ length: count }, (_, index) => Math.floor((index * matrix.rows) / count)),
      );

/**
 * Finds the directions in which examples differ most, by subspace iteration (Halko, Martinsson and Tropp 2011) on a
 * sample; those of few examples span all of them, and nothing is lost.
 */
export const findProjection = (examples: Matrix): Projection => {
  const mean = meanOf(examples);
  const sample = centred(spread(examples, SAMPLE), mean);
  let directions = sample;
  if (sample.rows > MOST_DIRECTIONS) {
    const random = seededRandom(1);
    const mixing = matrixOf(sample.rows, MOST_DIRECTIONS);
    for (let at = 0; at < mixing.values.length; at++) mixing.values[at] = random() + random() - 1;
    directions = orthonormalRows(weightedSums(mixing, sample));
    for (let iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
      directions = orthonormalRows(weightedSums(dotAll(sample, directions), sample));
    }
  } else {
    directions = orthonormalRows(sample);
  }
  const seen = dotAll(sample, directions).values;
  const squares = dot(seen, seen) / sample.rows;
  return { mean, directions, scale: squares === 0 ? 1 : 1 / Math.sqrt(squares) };
};

/** Sees vectors along the directions. */
export const project = ({ mean, directions, scale }: Projection, vectors: Matrix): Matrix => {
  const seen = dotAll(vectors, directions);
  const offsets = dotAll({ rows: 1, columns: mean.length, values: mean }, directions).values;
  for (let at = 0; at < seen.values.length; at++) {
    seen.values[at] = ((seen.values[at] ?? 0) - (offsets[at % directions.rows] ?? 0)) * scale;
  }
  return seen;
};
