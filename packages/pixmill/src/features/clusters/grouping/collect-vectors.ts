import { seededRandom } from '../../../imaging/seeded-random.ts';
import type { Matrix } from './matrix.ts';

/** Numbers that are kept in all: 256 MB. */
const MOST_NUMBERS = 64 * 1024 * 1024;
/** Fewer columns say too little. */
const LEAST_COLUMNS = 128;
/** Columns that each number is added to: more of them keep distances better. */
const SPREAD = 4;

/** Gathers vectors into one matrix of bounded size. */
export type VectorCollector = {
  /** Takes a vector; returns whether it can be compared: all of its numbers are finite, and not all are 0. */
  readonly add: (vector: Float32Array) => boolean;
  readonly finish: () => Matrix;
};

/**
 * Opens a collector. Where all numbers of all vectors would take too much memory, each vector is folded into fewer columns by
 * a sparse random projection, which keeps distances well enough (Kane and Nelson, Sparser Johnson-Lindenstrauss
 * transforms, 2014). Each row has unit length.
 * @param options.expected how many vectors are likely to come
 */
export const openCollector = ({
  dimensions,
  expected,
  mostNumbers = MOST_NUMBERS,
}: {
  readonly dimensions: number;
  readonly expected: number;
  readonly mostNumbers?: number;
}): VectorCollector => {
  const columns = Math.min(dimensions, Math.max(LEAST_COLUMNS, Math.floor(mostNumbers / Math.max(1, expected))));
  const targets = columns < dimensions ? foldTargets(dimensions, columns) : null;
  let values = new Float32Array(Math.max(1, expected) * columns);
  let rows = 0;

  const write = (vector: Float32Array, start: number): void => {
    if (targets === null) return values.set(vector, start);
    for (let at = 0; at < dimensions; at++) {
      const number = vector[at] ?? 0;
      for (let turn = 0; turn < SPREAD; turn++) {
        const target = targets[at * SPREAD + turn] ?? 0;
        const place = start + (target >> 1);
        values[place] = (values[place] ?? 0) + ((target & 1) === 0 ? number : -number);
      }
    }
  };

  return {
    add: (vector) => {
      if (vector.length !== dimensions) return false;
      const start = rows * columns;
      if (start + columns > values.length) {
        const larger = new Float32Array(Math.ceil(values.length * 1.5) + columns);
        larger.set(values.subarray(0, start));
        values = larger;
      }
      values.fill(0, start, start + columns);
      write(vector, start);
      let length = 0;
      for (let at = start; at < start + columns; at++) length += (values[at] ?? 0) ** 2;
      length = Math.sqrt(length);
      // Also false for NaN.
      if (!(length > 0 && length < Infinity)) return false;
      for (let at = start; at < start + columns; at++) values[at] = (values[at] ?? 0) / length;
      rows++;
      return true;
    },
    finish: () => ({ rows, columns, values }),
  };
};

/** For each number of a vector the columns that it is added to, doubled; odd ones take it away. */
const foldTargets = (dimensions: number, columns: number): Int32Array => {
  const random = seededRandom(0x5eed);
  return Int32Array.from({ length: dimensions * SPREAD }, () => Math.floor(random() * columns * 2));
};
