import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../imaging/seeded-random.ts';
import { adjustedRandIndex } from './adjusted-rand-index.fixture.ts';
import { openCollector } from './collect-vectors.ts';
import { findGroups } from './find-groups.ts';
import { groupVectors } from './group-vectors.ts';
import { kMeans } from './k-means.ts';
import { normalNumbers, squaredDistance, type Matrix } from './matrix.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { openGrouping } from './open-grouping.ts';
import { principalComponents } from './principal-components.ts';

const AUTO = { algorithm: 'auto', minSize: null, groups: null } as const;

/** Rows around `sizes.length` centres that are far apart. */
const blobs = (
  sizes: readonly number[],
  { columns = 64, spread = 0.25, seed = 1 }: { columns?: number; spread?: number; seed?: number } = {},
): { readonly matrix: Matrix; readonly truth: readonly number[] } => {
  const normal = normalNumbers(seededRandom(seed));
  const centres = sizes.map(() => Float32Array.from({ length: columns }, normal));
  const truth = sizes.flatMap((size, group) => Array.from({ length: size }, () => group));
  const rows = truth.map((group) => (centres[group] ?? new Float32Array()).map((number) => number + normal() * spread));
  const collector = openCollector({ dimensions: columns, expected: rows.length });
  for (const row of rows) collector.add(row);
  return { matrix: collector.finish(), truth };
};

describe('collecting vectors', () => {
  it('keeps distances when there is no room for all numbers', () => {
    const { matrix } = blobs([30, 30], { columns: 1024 });
    const folded = openCollector({ dimensions: 1024, expected: 60, mostNumbers: 60 * 256 });
    for (let row = 0; row < 60; row++) folded.add(matrix.values.slice(row * 1024, (row + 1) * 1024));
    const small = folded.finish();
    expect([small.rows, small.columns]).toEqual([60, 256]);
    for (const [a, b] of [
      [0, 1],
      [0, 40],
      [35, 50],
    ] as const) {
      const before = squaredDistance(matrix.values, a * 1024, matrix.values, b * 1024, 1024);
      const after = squaredDistance(small.values, a * 256, small.values, b * 256, 256);
      expect(Math.abs(after - before)).toBeLessThan(0.35 * before + 0.05);
    }
  });

  it('leaves out what cannot be compared, and takes more than was expected', () => {
    const collector = openCollector({ dimensions: 4, expected: 1 });
    const vectors = [[1, 0, 0, 0], [0, 0, 0, 0], [NaN, 1, 0, 0], [Infinity, 0, 0, 0], [3, 4, 0, 0], [1, 1, 1, 1], [1]];
    expect(vectors.map((vector) => collector.add(Float32Array.from(vector)))).toEqual(
      // The last one is too short.
      [true, false, false, false, true, true, false],
    );
    const { rows, values } = collector.finish();
    expect(rows).toBe(3);
    expect([...values.subarray(0, 8)]).toEqual([1, 0, 0, 0, ...Float32Array.of(0.6, 0.8, 0, 0)]);
  });
});

describe('principal components', () => {
  it('find the directions in which rows differ most, the widest first', () => {
    const normal = normalNumbers(seededRandom(3));
    const rows = 400;
    // Wide along (1, 1, 0, …), narrower along the third axis, flat elsewhere.
    const values = new Float32Array(rows * 20);
    for (let row = 0; row < rows; row++) {
      const [wide, narrow] = [normal() * 5, normal() * 2];
      values.set([wide, wide, narrow], row * 20);
      for (let at = 3; at < 20; at++) values[row * 20 + at] = normal() * 0.01;
    }
    const found = principalComponents({ rows, columns: 20, values }, 5);
    const spreadOf = (column: number): number =>
      Math.sqrt(
        Array.from({ length: rows }, (_, row) => (found.values[row * 5 + column] ?? 0) ** 2).reduce((a, b) => a + b) /
          rows,
      );
    expect(spreadOf(0)).toBeCloseTo(5 * Math.SQRT2, 0);
    expect(spreadOf(1)).toBeCloseTo(2, 0);
    expect(spreadOf(2)).toBeLessThan(0.05);
  });
});

describe('nearest neighbours', () => {
  it('among many rows are nearly those that comparing all gives', () => {
    const { matrix } = blobs(
      Array.from({ length: 30 }, () => 250),
      { columns: 16, spread: 0.6 },
    );
    const found = nearestNeighbours(matrix, { count: 10, random: seededRandom(1) });
    let right = 0;
    for (let row = 0; row < 200; row++) {
      const order = Array.from({ length: matrix.rows }, (_, other) => other)
        .filter((other) => other !== row)
        .map((other) => ({ other, far: squaredDistance(matrix.values, row * 16, matrix.values, other * 16, 16) }))
        .toSorted((a, b) => a.far - b.far)
        .slice(0, 10);
      const near = new Set(found.indexes.subarray(row * 10, row * 10 + 10));
      right += order.filter(({ other }) => near.has(other)).length;
    }
    expect(right / 2000).toBeGreaterThan(0.95);
  });
});

describe('groups', () => {
  it('by density are those that are there, of any size, and the same every time', () => {
    const { matrix, truth } = blobs([200, 120, 60, 30, 15], { spread: 0.5 });
    const first = groupVectors(matrix, { options: AUTO, earlier: null });
    expect(first.algorithm).toBe('hdbscan');
    expect(adjustedRandIndex(first.groups, truth)).toBeGreaterThan(0.97);
    expect(groupVectors(matrix, { options: AUTO, earlier: null })).toEqual(first);
    const sizes = first.representatives.map((_, group) => first.groups.filter((other) => other === group).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('mark what is like nothing else', () => {
    const { matrix, truth } = blobs([80, 80, 80]);
    // Between two groups: of neither.
    const odd = { ...matrix, values: matrix.values.slice() };
    for (let at = 0; at < 64; at++)
      odd.values[at] = ((matrix.values[at] ?? 0) + (matrix.values[100 * 64 + at] ?? 0)) / 2;
    const { groups } = groupVectors(odd, { options: { ...AUTO, algorithm: 'kmeans', groups: 3 }, earlier: null });
    expect(groups[0]).toBe(-1);
    expect(adjustedRandIndex(groups.subarray(1), truth.slice(1))).toBeGreaterThan(0.95);
  });

  it('of many rows are as many as a sample has, by k-means', () => {
    const { matrix, truth } = blobs(
      Array.from({ length: 12 }, () => 500),
      { columns: 32, spread: 0.5 },
    );
    const components = principalComponents(matrix, 32);
    const neighbours = nearestNeighbours(components, { count: 15, random: seededRandom(1) });
    const found = findGroups(components, neighbours, { options: AUTO, onProgress: () => undefined });
    expect(found.algorithm).toBe('kmeans');
    expect(adjustedRandIndex(found.groups, truth)).toBeGreaterThan(0.97);
  });

  it('by k-means are at most as many as rows that differ', () => {
    const values = Float32Array.from({ length: 40 }, (_, at) => Math.floor(at / 2) % 3);
    expect(kMeans({ rows: 20, columns: 2, values }, { count: 8, random: seededRandom(1) }).centres.rows).toBe(3);
  });
});

describe('a grouping thread', () => {
  it('ends at once when it is aborted, whatever it is at', async () => {
    const stop = new AbortController();
    const { matrix } = blobs([2000, 2000]);
    const grouping = openGrouping({ dimensions: 64, expected: 4000, signal: stop.signal });
    const rows = Array.from({ length: 4000 }, (_, row) => matrix.values.slice(row * 64, (row + 1) * 64));
    expect(await grouping.add(rows)).toHaveLength(4000);
    const grouped = grouping.group({ options: AUTO, earlier: null }, () => stop.abort(new Error('enough')));
    await expect(grouped).rejects.toThrow('enough');
    await expect(grouping.add([])).rejects.toThrow('enough');
    await grouping.close();
  });
});
