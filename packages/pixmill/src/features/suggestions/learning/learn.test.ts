import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../imaging/seeded-random.ts';
import { accuracyOf, calibrationError, fitTemperature, sharesAt } from './calibration.ts';
import { likelierLabel, thresholdsOf } from './doubt.ts';
import { foldsOf, splitAt } from './folds.ts';
import { learn } from './learn.ts';
import { fitLogistic, withOne } from './logistic-regression.ts';
import { dot, dotAll, matrixOf, rowOf, weightedSums } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { openPool } from './next-to-label.ts';
import { findProjection, project } from './projection.ts';

const random = seededRandom(77);
const normal = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);

const fill = (rows: number, columns: number, make: (row: number, column: number) => number): Matrix => {
  const matrix = matrixOf(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) matrix.values[row * columns + column] = make(row, column);
  }
  return matrix;
};

/** Rows of unit length around a centre for each label. */
const clouds = (labels: Int32Array, columns: number, noise: number): Matrix => {
  const centres = fill(Math.max(...labels) + 1, columns, normal);
  const matrix = fill(labels.length, columns, (row, column) => {
    return (rowOf(centres, labels[row] ?? 0)[column] ?? 0) + noise * normal();
  });
  for (let row = 0; row < matrix.rows; row++) {
    const values = rowOf(matrix, row);
    const length = Math.sqrt(dot(values, values));
    for (let at = 0; at < columns; at++) values[at] = (values[at] ?? 0) / length;
  }
  return matrix;
};

const inTurn = (count: number, labels: number): Int32Array =>
  Int32Array.from({ length: count }, (_, at) => at % labels);

describe('products of matrices', () => {
  it('are those of the plain sums, whatever the number of rows', () => {
    for (const [rows, others] of [
      [1, 1],
      [3, 5],
      [4, 4],
      [7, 9],
    ] as const) {
      const [a, b] = [fill(rows, 6, normal), fill(others, 6, normal)];
      const products = dotAll(a, b);
      for (let row = 0; row < rows; row++) {
        for (let other = 0; other < others; other++) {
          expect(rowOf(products, row)[other]).toBeCloseTo(dot(rowOf(a, row), rowOf(b, other)), 4);
        }
      }
      const weights = fill(rows, 2, normal);
      const sums = weightedSums(weights, a);
      const wanted = fill(2, 6, (weight, column) => {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += (rowOf(weights, row)[weight] ?? 0) * (rowOf(a, row)[column] ?? 0);
        return sum;
      });
      for (const [at, value] of wanted.values.entries()) expect(sums.values[at]).toBeCloseTo(value, 4);
    }
  });
});

describe('a logistic regression', () => {
  it('has no slope where it ends, and the offsets of the shares where nothing else tells', () => {
    const labels = Int32Array.from([0, 0, 0, 1]);
    const model = fitLogistic({ rows: withOne(matrixOf(4, 3)), labels, count: 2, penalty: 0.01, tolerance: 1e-6 });
    const [zero = 0, one = 0] = [rowOf(model, 0)[3], rowOf(model, 1)[3]];
    expect(Math.exp(zero) / (Math.exp(zero) + Math.exp(one))).toBeCloseTo(0.75, 3);
  });

  it('moves its weights towards nothing as the penalty grows', () => {
    const labels = inTurn(60, 3);
    const rows = withOne(clouds(labels, 8, 0.6));
    const sizes = [1e-4, 1e-2, 1].map((penalty) => {
      const { values } = fitLogistic({ rows, labels, count: 3, penalty });
      return dot(values, values);
    });
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes[2]).toBeLessThan((sizes[0] ?? 0) / 10);
  });
});

describe('a projection', () => {
  it('loses nothing of few examples: likenesses stay what they were', () => {
    const vectors = clouds(inTurn(20, 4), 300, 1);
    const projection = findProjection(vectors);
    const seen = project(projection, vectors);
    const distance = (matrix: Matrix, a: number, b: number): number => {
      const other = rowOf(matrix, b);
      const difference = rowOf(matrix, a).map((value, at) => value - (other[at] ?? 0));
      return Math.sqrt(dot(difference, difference));
    };
    for (const [a, b] of [
      [0, 1],
      [3, 17],
      [5, 9],
    ] as const) {
      expect(distance(seen, a, b) / projection.scale).toBeCloseTo(distance(vectors, a, b), 3);
    }
  });

  it('finds the directions in which many examples differ', () => {
    // All but 5 of 400 directions are faint.
    const vectors = fill(500, 400, (_, column) => (column < 5 ? 3 : 0.02) * normal());
    const { directions } = findProjection(vectors);
    for (let column = 0; column < 5; column++) {
      let share = 0;
      for (let row = 0; row < directions.rows; row++) share += (rowOf(directions, row)[column] ?? 0) ** 2;
      expect(share).toBeGreaterThan(0.999);
    }
  });
});

describe('folds', () => {
  it('have each label evenly, and every example once', () => {
    const labels = Int32Array.from([...inTurn(30, 3), 3, 3]);
    const { folds, of } = foldsOf(labels, 4);
    expect(folds).toBe(5);
    const parts = Array.from({ length: folds }, (_, fold) => splitAt(of, fold));
    expect(parts.flatMap(({ inside }) => inside).toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
    for (const { inside, outside } of parts) {
      expect(inside.length + outside.length).toBe(32);
      // Every label is learned from when it is held back.
      expect(new Set(outside.map((index) => labels[index])).size).toBe(4);
      expect(inside.filter((index) => labels[index] === 0)).toHaveLength(2);
    }
  });
});

describe('calibration', () => {
  it('finds the temperature that scores were made with', () => {
    const scores = fill(4000, 3, () => 4 * normal());
    const shares = sharesAt(scores, 2.5);
    const labels = Int32Array.from({ length: 4000 }, (_, row) => {
      const [first = 0, second = 0] = rowOf(shares, row);
      const at = random();
      return at < first ? 0 : at < first + second ? 1 : 2;
    });
    expect(fitTemperature(scores, labels).temperature).toBeGreaterThan(2.2);
    expect(fitTemperature(scores, labels).temperature).toBeLessThan(2.8);
    expect(calibrationError(shares, labels)).toBeLessThan(0.03);
    expect(calibrationError(sharesAt(scores, 0.3), labels)).toBeGreaterThan(0.1);
  });

  it('is not certain of a handful that are all right', () => {
    const scores = fill(4, 2, (row, column) => (row % 2 === column ? 5 : -5));
    const { temperature } = fitTemperature(scores, inTurn(4, 2));
    expect(sharesAt(scores, temperature).values[0]).toBeLessThan(0.9);
    expect(sharesAt(scores, temperature).values[0]).toBeGreaterThan(0.6);
  });
});

describe('learning', () => {
  it('tells what it has not seen, and says rightly how well', () => {
    const labels = inTurn(600, 4);
    const vectors = clouds(labels, 32, 1.6);
    const examples = {
      vectors: { ...vectors, rows: 200, values: vectors.values.slice(0, 200 * 32) },
      labels: labels.slice(0, 200),
      count: 4,
    };
    const learned = learn(examples);
    const rest = { rows: 400, columns: 32, values: vectors.values.slice(200 * 32) };
    const accuracy = accuracyOf(learned.predict(rest), labels.slice(200));
    expect(accuracy).toBeGreaterThan(0.7);
    expect(Math.abs(accuracy - learned.accuracy)).toBeLessThan(0.1);
    expect(calibrationError(learned.predict(rest), labels.slice(200))).toBeLessThan(0.1);
    expect(learn(examples).outOfFold.values).toEqual(learned.outOfFold.values);
  });

  it('asks the nearest where labels are many small heaps that no plane parts', () => {
    // Each label is opposite corners: its mean is nowhere.
    const labels = inTurn(160, 2);
    const vectors = fill(160, 2, (row, column) => {
      const side = row % 4 < 2 ? 1 : -1;
      const corner = labels[row] === 0 ? [1, 1] : [1, -1];
      return ((corner[column] ?? 0) * side + 0.1 * normal()) / Math.SQRT2;
    });
    const { method, accuracy } = learn({ vectors, labels, count: 2 });
    expect({ method, accuracy }).toEqual({ method: 'nearest', accuracy: 1 });
  });

  it('bears vectors that are all the same', () => {
    const learned = learn({ vectors: fill(8, 6, () => 0.4), labels: inTurn(8, 2), count: 2 });
    for (const share of learned.predict(fill(1, 6, () => 0.4)).values) expect(share).toBeCloseTo(0.5, 1);
  });
});

describe('a likelier label', () => {
  it('is one that is as likely as it is for images that have it', () => {
    const outOfFold = fill(4, 2, (row, column) => (row % 2 === column ? 0.8 : 0.2));
    const thresholds = thresholdsOf(outOfFold, inTurn(4, 2));
    expect([...thresholds].map((value) => Math.round(value * 100))).toEqual([80, 80]);
    expect(likelierLabel(Float32Array.from([0.1, 0.9]), 0, thresholds)).toBe(1);
    expect(likelierLabel(Float32Array.from([0.3, 0.7]), 0, thresholds)).toBeNull();
    expect(likelierLabel(Float32Array.from([0.9, 0.1]), 0, thresholds)).toBeNull();
  });
});

describe('what to label next', () => {
  it('is unsure, one of each heap, and the same whatever is added around it', () => {
    const heaps = inTurn(90, 3);
    const vectors = clouds(heaps, 16, 0.1);
    const choose = (): number[] => {
      const pool = openPool(3);
      for (let row = 0; row < 90; row++) {
        // The first third of them is sure.
        const shares = row < 30 ? Float32Array.from([0.99, 0.01]) : Float32Array.from([0.55, 0.45]);
        pool.add(row, shares, rowOf(vectors, row));
      }
      return pool.choose();
    };
    const chosen = choose();
    expect(chosen.every((index) => index >= 30)).toBe(true);
    expect(new Set(chosen.map((index) => heaps[index])).size).toBe(3);
    expect(choose()).toEqual(chosen);
  });

  it('holds no more than it needs', () => {
    const pool = openPool(2);
    const vector = Float32Array.from([1, 0]);
    for (let index = 0; index < 10_000; index++)
      pool.add(index, Float32Array.from([0.5 + index / 20_000, 0.5 - index / 20_000]), vector);
    expect(pool.choose().every((index) => index < 40)).toBe(true);
    expect(openPool(0).choose()).toEqual([]);
  });
});
