import { describe, expect, it } from 'vitest';
import { hashDistance } from '../../imaging/hash-distance.ts';
import { packHashes } from './hash-list.ts';
import { findNearPairs } from './near-pairs.ts';

const hex = (value: bigint): string => BigInt.asUintN(64, value).toString(16).padStart(16, '0');

/** Hashes in clusters around spread-out centres (a multiplicative sequence), so that every distance up to 12 occurs. */
const clusteredHashes = (): string[] =>
  Array.from({ length: 24 }, (_, cluster) => BigInt.asUintN(64, 0x9e3779b97f4a7c15n * BigInt(cluster + 1))).flatMap(
    (centre, cluster) =>
      Array.from({ length: 13 }, (_, flips) => {
        let hash = centre;
        for (let bit = 0; bit < flips; bit++) hash ^= 1n << BigInt((bit * 5 + cluster) % 64);
        return hex(hash);
      }),
  );

describe('findNearPairs', () => {
  it('finds exactly the pairs that comparing all with all finds, each once, at every radius', () => {
    const hashes = clusteredHashes();
    for (let radius = 0; radius <= 11; radius++) {
      const expected: string[] = [];
      for (const [i, a] of hashes.entries()) {
        for (const [j, b] of hashes.entries()) {
          const distance = hashDistance(a, b);
          if (i < j && distance <= radius) expected.push(`${i} ${j} ${distance}`);
        }
      }
      const found: string[] = [];
      findNearPairs(packHashes(hashes), radius, (i, j, distance) => found.push(`${i} ${j} ${distance}`));
      expect(found.toSorted(), `radius ${radius}`).toEqual(expected.toSorted());
    }
  });

  it('finds nothing in an empty list', () => {
    const found: number[] = [];
    findNearPairs(packHashes([]), 4, (i) => found.push(i));
    expect(found).toEqual([]);
  });
});
