import { seededRandom } from '../../../imaging/seeded-random.ts';
import { normalNumbers, rowsOfMatrix, spreadIndexes, type Matrix } from './matrix.ts';

/** Rows that the components are found from. */
const SAMPLE = 2000;
const POWER_TURNS = 3;
const JACOBI_SWEEPS = 12;

/**
 * Turns rows so that the first columns tell most of their differences, and keeps `most` of them: principal components by
 * subspace iteration on a sample (Halko, Martinsson and Tropp, Finding structure with randomness, 2011).
 */
export const principalComponents = (matrix: Matrix, most: number): Matrix => {
  const { rows, columns } = matrix;
  const kept = Math.min(most, columns);
  const sample = rowsOfMatrix(matrix, spreadIndexes(rows, SAMPLE));
  const mean = meanOf(sample);
  const centred = sample.values;
  for (let row = 0; row < sample.rows; row++) {
    for (let at = 0; at < columns; at++) {
      const place = row * columns + at;
      centred[place] = (centred[place] ?? 0) - (mean[at] ?? 0);
    }
  }
  const normal = normalNumbers(seededRandom(0xba5e));
  let basis = orthonormal(
    Float64Array.from({ length: columns * kept }, () => normal()),
    columns,
    kept,
  );
  for (let turn = 0; turn < POWER_TURNS; turn++) {
    basis = orthonormal(timesTransposed(sample, timesBasis(sample, basis, kept), kept), columns, kept);
  }
  basis = rotateToComponents(basis, timesBasis(sample, basis, kept), { columns, kept, rows: sample.rows });

  const values = new Float32Array(rows * kept);
  const row = new Float64Array(kept);
  for (let index = 0; index < rows; index++) {
    row.fill(0);
    for (let at = 0; at < columns; at++) {
      const number = (matrix.values[index * columns + at] ?? 0) - (mean[at] ?? 0);
      const start = at * kept;
      for (let to = 0; to < kept; to++) row[to] = (row[to] ?? 0) + number * (basis[start + to] ?? 0);
    }
    values.set(row, index * kept);
  }
  return { rows, columns: kept, values };
};

const meanOf = ({ rows, columns, values }: Matrix): Float64Array => {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns; at++) mean[at] = (mean[at] ?? 0) + (values[row * columns + at] ?? 0) / rows;
  }
  return mean;
};

/** Rows times a basis (columns × kept). */
const timesBasis = ({ rows, columns, values }: Matrix, basis: Float64Array, kept: number): Float64Array => {
  const product = new Float64Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns; at++) {
      const number = values[row * columns + at] ?? 0;
      for (let to = 0; to < kept; to++) {
        const place = row * kept + to;
        product[place] = (product[place] ?? 0) + number * (basis[at * kept + to] ?? 0);
      }
    }
  }
  return product;
};

/** The transpose of rows times rows of another matrix (rows × kept). */
const timesTransposed = ({ rows, columns, values }: Matrix, other: Float64Array, kept: number): Float64Array => {
  const product = new Float64Array(columns * kept);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns; at++) {
      const number = values[row * columns + at] ?? 0;
      for (let to = 0; to < kept; to++) {
        const place = at * kept + to;
        product[place] = (product[place] ?? 0) + number * (other[row * kept + to] ?? 0);
      }
    }
  }
  return product;
};

/** Gram and Schmidt, twice, so that rounding does not tilt; a column that the others span becomes 0. */
const orthonormal = (basis: Float64Array, columns: number, kept: number): Float64Array => {
  for (let to = 0; to < kept; to++) {
    for (let turn = 0; turn < 2; turn++) {
      for (let other = 0; other < to; other++) {
        let dot = 0;
        for (let at = 0; at < columns; at++) dot += (basis[at * kept + to] ?? 0) * (basis[at * kept + other] ?? 0);
        for (let at = 0; at < columns; at++) {
          basis[at * kept + to] = (basis[at * kept + to] ?? 0) - dot * (basis[at * kept + other] ?? 0);
        }
      }
    }
    let length = 0;
    for (let at = 0; at < columns; at++) length += (basis[at * kept + to] ?? 0) ** 2;
    const scale = length > 1e-18 ? 1 / Math.sqrt(length) : 0;
    for (let at = 0; at < columns; at++) basis[at * kept + to] = (basis[at * kept + to] ?? 0) * scale;
  }
  return basis;
};

/** Turns a basis within its space, so that its first columns are the directions of largest spread. */
const rotateToComponents = (
  basis: Float64Array,
  projected: Float64Array,
  { rows, columns, kept }: { readonly rows: number; readonly columns: number; readonly kept: number },
): Float64Array => {
  const spread = new Float64Array(kept * kept);
  for (let row = 0; row < rows; row++) {
    for (let a = 0; a < kept; a++) {
      const number = projected[row * kept + a] ?? 0;
      for (let b = 0; b < kept; b++) {
        spread[a * kept + b] = (spread[a * kept + b] ?? 0) + number * (projected[row * kept + b] ?? 0);
      }
    }
  }
  const turns = jacobi(spread, kept);
  const order = Array.from({ length: kept }, (_, at) => at).toSorted(
    (a, b) => (spread[b * kept + b] ?? 0) - (spread[a * kept + a] ?? 0),
  );
  const turned = new Float64Array(columns * kept);
  for (let at = 0; at < columns; at++) {
    for (const [to, from] of order.entries()) {
      let sum = 0;
      for (let old = 0; old < kept; old++) sum += (basis[at * kept + old] ?? 0) * (turns[old * kept + from] ?? 0);
      turned[at * kept + to] = sum;
    }
  }
  // Which way a component points is arbitrary: the largest part is positive, so that it is always the same.
  for (let to = 0; to < kept; to++) {
    let largest = 0;
    for (let at = 0; at < columns; at++) {
      const part = turned[at * kept + to] ?? 0;
      if (Math.abs(part) > Math.abs(largest) + 1e-9) largest = part;
    }
    if (largest < 0) for (let at = 0; at < columns; at++) turned[at * kept + to] = -(turned[at * kept + to] ?? 0);
  }
  return turned;
};

/** Eigenvectors of a symmetric matrix as columns; the matrix is left with its eigenvalues on the diagonal. */
const jacobi = (matrix: Float64Array, size: number): Float64Array => {
  const get = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  const vectors = new Float64Array(size * size);
  for (let at = 0; at < size; at++) vectors[at * size + at] = 1;
  for (let sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = get(p, q);
        if (Math.abs(off) < 1e-12 * Math.sqrt(Math.abs(get(p, p) * get(q, q)) + 1e-30)) continue;
        const theta = (get(q, q) - get(p, p)) / (2 * off);
        const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        const sine = tangent * cosine;
        for (let at = 0; at < size; at++) {
          const [left, right] = [get(at, p), get(at, q)];
          matrix[at * size + p] = cosine * left - sine * right;
          matrix[at * size + q] = sine * left + cosine * right;
        }
        for (let at = 0; at < size; at++) {
          const [upper, lower] = [get(p, at), get(q, at)];
          matrix[p * size + at] = cosine * upper - sine * lower;
          matrix[q * size + at] = sine * upper + cosine * lower;
          const [left, right] = [vectors[at * size + p] ?? 0, vectors[at * size + q] ?? 0];
          vectors[at * size + p] = cosine * left - sine * right;
          vectors[at * size + q] = sine * left + cosine * right;
        }
      }
    }
  }
  return vectors;
};
