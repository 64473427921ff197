import { describe, expect, it } from 'vitest';
import { randomNumbers, shuffled } from '../../../test/mill-rows.ts';
import { compareCopies } from './copy-order.ts';
import type { Copy } from './copy-order.ts';
import { releaseDependents, settleCopy } from './settle-copy.ts';
import type { CopyGraph } from './settle-copy.ts';

type Point = Copy & { readonly position: number };

/** Points on a line stand for pictures: those at most `reach` apart are neighbours, which is not transitive. */
const lineGraph = (reach: number) => {
  const kept = new Map<string, Point>();
  const duplicateOf = new Map<string, string>();
  const points = new Map<string, Point>();
  const graph: CopyGraph<Point> = {
    keptNeighbours: async (point) =>
      [...kept.values()]
        .filter((other) => other.id !== point.id && Math.abs(other.position - point.position) <= reach)
        .map((copy) => ({ copy, kind: 'near', distance: Math.abs(copy.position - point.position) })),
    dependents: async (point) =>
      [...duplicateOf].filter(([, better]) => better === point.id).flatMap(([id]) => points.get(id) ?? []),
    keep: (point) => {
      points.set(point.id, point);
      kept.set(point.id, point);
      duplicateOf.delete(point.id);
    },
    demote: (point, better) => {
      points.set(point.id, point);
      kept.delete(point.id);
      duplicateOf.set(point.id, better.copy.id);
    },
  };
  return { graph, kept, duplicateOf, points };
};

const randomPoints = (count: number, random: () => number): Point[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `image-${index}`,
    width: 1 + Math.floor(random() * 3),
    height: 1,
    bytes: Math.floor(random() * 3),
    licenceRank: Math.floor(random() * 2),
    jobId: 'job',
    seenOrder: index,
    position: Math.floor(random() * 40),
  }));

/** The rule as it is told, in the plainest way. */
const keptByTheRule = (points: readonly Point[], reach: number): string[] => {
  const kept: Point[] = [];
  for (const point of points.toSorted(compareCopies)) {
    if (!kept.some((other) => Math.abs(other.position - point.position) <= reach)) kept.push(point);
  }
  return kept.map(({ id }) => id).toSorted();
};

describe('settleCopy', () => {
  it('keeps the same images whatever the order of arrival', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomNumbers(seed);
      const points = randomPoints(30, random);
      const { graph, kept, duplicateOf } = lineGraph(2);
      for (const point of shuffled(points, random)) await settleCopy(graph, point);
      expect([...kept.keys()].toSorted(), `seed ${seed}`).toEqual(keptByTheRule(points, 2));
      expect(kept.size + duplicateOf.size, `seed ${seed}`).toBe(points.length);
    }
  });

  it('gives the same answer when images are taken out again', async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = randomNumbers(seed);
      const points = randomPoints(30, random);
      const { graph, kept, duplicateOf, points: known } = lineGraph(2);
      for (const point of points) await settleCopy(graph, point);
      const staying = points.filter(() => random() < 0.6);
      for (const gone of points.filter((point) => !staying.includes(point))) {
        const wasKept = kept.delete(gone.id);
        duplicateOf.delete(gone.id);
        known.delete(gone.id);
        if (wasKept) await releaseDependents(graph, gone);
      }
      expect([...kept.keys()].toSorted(), `seed ${seed}`).toEqual(keptByTheRule(staying, 2));
    }
  });

  it('changes nothing when a copy is settled twice', async () => {
    const points = randomPoints(30, randomNumbers(7));
    const { graph, kept } = lineGraph(2);
    for (const point of [...points, ...points]) await settleCopy(graph, point);
    expect([...kept.keys()].toSorted()).toEqual(keptByTheRule(points, 2));
  });
});

describe('compareCopies', () => {
  const copy = { id: 'a', width: 10, height: 10, bytes: 100, licenceRank: 1, jobId: 'job', seenOrder: 5 };

  it('prefers resolution, then bytes, then licence, then first seen', () => {
    expect(compareCopies({ ...copy, width: 11, bytes: 1 }, copy)).toBeLessThan(0);
    expect(compareCopies({ ...copy, bytes: 101, licenceRank: 0 }, copy)).toBeLessThan(0);
    expect(compareCopies({ ...copy, licenceRank: 2, seenOrder: 9 }, copy)).toBeLessThan(0);
    expect(compareCopies({ ...copy, seenOrder: 4 }, copy)).toBeLessThan(0);
    expect(compareCopies({ ...copy, jobId: 'earlier' }, copy)).toBeLessThan(0);
  });
});
