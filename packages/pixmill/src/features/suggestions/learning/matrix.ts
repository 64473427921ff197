/** Rows of numbers, one after the other; sums are kept in 64 bits. Written for speed: everything that is learned waits for these. */
export type Matrix = { readonly rows: number; readonly columns: number; readonly values: Float32Array };

/** A matrix of zeros. */
export const matrixOf = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float32Array(rows * columns),
});

/** One row; writing to it writes into the matrix. */
export const rowOf = ({ columns, values }: Matrix, row: number): Float32Array =>
  values.subarray(row * columns, (row + 1) * columns);

/** Some rows, copied in this order. */
export const takeRows = (matrix: Matrix, rows: ArrayLike<number>): Matrix => {
  const taken = matrixOf(rows.length, matrix.columns);
  for (let index = 0; index < rows.length; index++) {
    taken.values.set(rowOf(matrix, rows[index] ?? 0), index * matrix.columns);
  }
  return taken;
};

/** The products of all rows of `a` with all rows of `b`: `a` times `b` transposed. Four at a time. */
export const dotAll = (a: Matrix, b: Matrix): Matrix => {
  const out = matrixOf(a.rows, b.rows);
  const { columns } = a;
  const [left, right, values] = [a.values, b.values, out.values];
  for (let row = 0; row < a.rows; row++) {
    const start = row * columns;
    let other = 0;
    for (; other + 3 < b.rows; other += 4) {
      const first = other * columns;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let column = 0; column < columns; column++) {
        const value = left[start + column] ?? 0;
        const at = first + column;
        s0 += value * (right[at] ?? 0);
        s1 += value * (right[at + columns] ?? 0);
        s2 += value * (right[at + 2 * columns] ?? 0);
        s3 += value * (right[at + 3 * columns] ?? 0);
      }
      const to = row * b.rows + other;
      values[to] = s0;
      values[to + 1] = s1;
      values[to + 2] = s2;
      values[to + 3] = s3;
    }
    for (; other < b.rows; other++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += (left[start + column] ?? 0) * (right[other * columns + column] ?? 0);
      }
      values[row * b.rows + other] = sum;
    }
  }
  return out;
};

/** `a` transposed times `b`: for each column of `a` the sum of the rows of `b`, weighted by it. Four rows at a time. */
export const weightedSums = (a: Matrix, b: Matrix): Matrix => {
  const out = matrixOf(a.columns, b.columns);
  const { columns } = b;
  const [weights, rows, values] = [a.values, b.values, out.values];
  let row = 0;
  for (; row + 3 < a.rows; row += 4) {
    const first = row * columns;
    for (let weight = 0; weight < a.columns; weight++) {
      const at = row * a.columns + weight;
      const w0 = weights[at] ?? 0;
      const w1 = weights[at + a.columns] ?? 0;
      const w2 = weights[at + 2 * a.columns] ?? 0;
      const w3 = weights[at + 3 * a.columns] ?? 0;
      const to = weight * columns;
      for (let column = 0; column < columns; column++) {
        const from = first + column;
        values[to + column] =
          (values[to + column] ?? 0) +
          w0 * (rows[from] ?? 0) +
          w1 * (rows[from + columns] ?? 0) +
          w2 * (rows[from + 2 * columns] ?? 0) +
          w3 * (rows[from + 3 * columns] ?? 0);
      }
    }
  }
  for (; row < a.rows; row++) {
    for (let weight = 0; weight < a.columns; weight++) {
      const value = weights[row * a.columns + weight] ?? 0;
      for (let column = 0; column < columns; column++) {
        const to = weight * columns + column;
        values[to] = (values[to] ?? 0) + value * (rows[row * columns + column] ?? 0);
      }
    }
  }
  return out;
};

/** The product of two rows of the same length. */
export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
};
