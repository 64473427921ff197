import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../imaging/seeded-random.ts';
import { adjustedRandIndex } from './adjusted-rand-index.fixture.ts';
import { hdbscan } from './hdbscan.ts';
import { normalNumbers, type Matrix } from './matrix.ts';

type Point = readonly [number, number];

const matrixOf = (points: readonly Point[]): Matrix => ({
  rows: points.length,
  columns: 2,
  values: Float32Array.from(points.flat()),
});

/**
 * The groups by their definition, without any tree of merges: at every distance, from far to near, the connected parts of
 * each cluster; those that are large enough are clusters, and the most stable of them are the groups.
 */
const byDefinition = (points: readonly Point[], minSize: number, minSamples: number): number[] => {
  const { values } = matrixOf(points);
  const apart = (a: number, b: number): number =>
    Math.sqrt(
      ((values[a * 2] ?? 0) - (values[b * 2] ?? 0)) ** 2 + ((values[a * 2 + 1] ?? 0) - (values[b * 2 + 1] ?? 0)) ** 2,
    );
  const all = points.map((_, row) => row);
  const cores = all.map((row) => all.map((other) => apart(row, other)).toSorted((a, b) => a - b)[minSamples - 1] ?? 0);
  const reach = (a: number, b: number): number => Math.max(cores[a] ?? 0, cores[b] ?? 0, apart(a, b));
  const distances = new Set(all.flatMap((a) => all.filter((b) => b > a).map((b) => reach(a, b))));

  type Cluster = { rows: number[]; readonly members: number[]; birth: number; stability: number; children: Cluster[] };
  const root: Cluster = { rows: all, members: all, birth: 0, stability: 0, children: [] };
  let open = [root];
  for (const distance of [...distances].toSorted((a, b) => b - a)) {
    const next: Cluster[] = [];
    for (const cluster of open) {
      const large = partsBelow(cluster.rows, (a, b) => reach(a, b) < distance).filter(
        ({ length }) => length >= minSize,
      );
      const stay = large.length === 1 ? (large[0] ?? []) : [];
      cluster.stability += (1 / distance - cluster.birth) * (cluster.rows.length - stay.length);
      cluster.rows = stay;
      if (large.length > 1) {
        cluster.children = large.map((rows) => ({
          rows,
          members: rows,
          birth: 1 / distance,
          stability: 0,
          children: [],
        }));
      }
      next.push(...(large.length > 1 ? cluster.children : stay.length > 0 ? [cluster] : []));
    }
    open = next;
  }
  const choose = (cluster: Cluster): { readonly stability: number; readonly chosen: Cluster[] } => {
    const below = cluster.children.map(choose);
    const sum = below.reduce((total, { stability }) => total + stability, 0);
    if (cluster !== root && cluster.stability >= sum) return { stability: cluster.stability, chosen: [cluster] };
    return { stability: sum, chosen: below.flatMap(({ chosen }) => chosen) };
  };
  const groups = all.map(() => -1);
  for (const [group, { members }] of choose(root).chosen.entries()) for (const row of members) groups[row] = group;
  return groups;
};

const partsBelow = (rows: readonly number[], isJoined: (a: number, b: number) => boolean): number[][] => {
  const left = new Set(rows);
  const parts: number[][] = [];
  for (const row of rows) {
    if (!left.delete(row)) continue;
    const part = [row];
    for (const one of part) {
      for (const other of left) {
        if (!isJoined(one, other)) continue;
        left.delete(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
};

const blobs = (seed: number, count: number): Point[] => {
  const random = seededRandom(seed);
  const normal = normalNumbers(random);
  const centres = Array.from({ length: 4 }, () => [random() * 10, random() * 10, 0.2 + random() * 0.9] as const);
  return Array.from({ length: count }, (_, at): Point => {
    const [x, y, spread] = centres[at % 4] ?? [0, 0, 1];
    return at % 6 === 5 ? [random() * 10, random() * 10] : [x + normal() * spread, y + normal() * spread];
  });
};

describe('hdbscan', () => {
  it('finds two groups of a small example, and leaves out what lies alone', () => {
    const points: Point[] = [
      ...([
        [1, 2],
        [2, 1],
        [1, 1],
        [0, 1],
      ] as const),
      ...([
        [10, 11],
        [11, 10],
        [10, 10],
      ] as const),
      [30, -20],
    ];
    const { groups, count, strengths } = hdbscan(matrixOf(points), { minSize: 3, minSamples: 2 });
    expect(count).toBe(2);
    expect(adjustedRandIndex(groups, [0, 0, 0, 0, 1, 1, 1, -1])).toBe(1);
    expect([groups[7], strengths[7]]).toEqual([-1, 0]);
    // The nearest two of a group are surest of it.
    expect(strengths[2]).toBe(1);
    expect(Math.min(...strengths.slice(0, 7))).toBeGreaterThan(0);
  });

  it.each([
    [1, 60, 5, 5],
    [2, 90, 5, 3],
    [3, 100, 8, 5],
    [4, 100, 6, 6],
    [5, 110, 10, 5],
    [6, 80, 4, 4],
    [7, 100, 5, 2],
    [8, 70, 3, 1],
    [9, 100, 2, 2],
  ])('gives what the definition gives (points %i)', (seed, count, minSize, minSamples) => {
    const points = blobs(seed, count);
    const { groups } = hdbscan(matrixOf(points), { minSize, minSamples });
    const expected = byDefinition(points, minSize, minSamples);
    expect(adjustedRandIndex(groups, expected)).toBe(1);
    expect(groups.map((group) => Math.min(group, 0))).toEqual(Int32Array.from(expected, (group) => Math.min(group, 0)));
  });

  it('splits a group that is larger than allowed, and takes many equal points', () => {
    const three = [
      ...Array.from({ length: 20 }, (_, at): Point => [at * 0.1, 0]),
      ...Array.from({ length: 20 }, (_, at): Point => [at * 0.1, 3]),
      ...Array.from({ length: 10 }, (_, at): Point => [at * 0.1, 40]),
    ];
    expect(hdbscan(matrixOf(three), { minSize: 5, minSamples: 3 }).count).toBeGreaterThanOrEqual(2);
    expect(hdbscan(matrixOf(three), { minSize: 5, minSamples: 3, mostSize: 30 }).count).toBe(3);
    const equal = Array.from({ length: 40 }, (_, at): Point => (at < 20 ? [0, 0] : [5, 5]));
    const found = hdbscan(matrixOf(equal), { minSize: 5, minSamples: 5 });
    expect(found.count).toBe(2);
    expect([...found.strengths].every((strength) => strength === 1)).toBe(true);
  });

  it('has no groups where there is too little', () => {
    for (const points of [
      [],
      [[0, 0]],
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ] as Point[][]) {
      expect(hdbscan(matrixOf(points), { minSize: 5, minSamples: 5 })).toMatchObject({ count: 0 });
    }
  });
});
