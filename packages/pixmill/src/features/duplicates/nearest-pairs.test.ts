import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../imaging/seeded-random.ts';
import { findNearestPairs } from './nearest-pairs.ts';
import { digestOf, openPacker } from './pack-vectors.ts';

const unit = (numbers: readonly number[]): Float32Array => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (value) => value / length);
};

const randomVectors = (count: number, dimensions: number, seed: number): Float32Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => unit(Array.from({ length: dimensions }, () => random() - 0.5)));
};

/** A little away from a vector. */
const beside = (vector: Float32Array, by: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  return unit(Array.from(vector, (value) => value + (random() - 0.5) * by));
};

const packed = (vectors: readonly Float32Array[]) => {
  const packer = openPacker(vectors[0]?.length ?? 0);
  for (const vector of vectors) packer.add(vector);
  return packer.packed();
};

describe('findNearestPairs', () => {
  it('finds near vectors among far ones, each pair once, also of more dimensions than are kept', () => {
    const far = randomVectors(200, 1280, 1);
    const near = far.slice(0, 20).map((vector, index) => beside(vector, 0.01, index + 1));
    const pairs = findNearestPairs(packed([...far, ...near]), {
      isNew: new Uint8Array(220).fill(1),
      most: 3,
      least: 0.8,
    });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual(near.map((_, index) => [index, 200 + index]));
    for (const { cosine } of pairs) expect(cosine).toBeGreaterThan(0.9);
  });

  it('asks about new vectors only', () => {
    const far = randomVectors(50, 64, 2);
    const all = [
      ...far,
      beside(far[0] ?? new Float32Array(64), 0.02, 3),
      beside(far[1] ?? new Float32Array(64), 0.02, 4),
    ];
    const isNew = new Uint8Array(52);
    isNew[51] = 1;
    const pairs = findNearestPairs(packed(all), { isNew, most: 3, least: 0.8 });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([[1, 51]]);
  });

  it('finds what is near in another order of its numbers', () => {
    const [one = new Float32Array(16), ...others] = randomVectors(30, 16, 5);
    const reversed = Float32Array.from(one).reverse();
    const turns = [
      Uint16Array.from({ length: 16 }, (_, index) => index),
      Uint16Array.from({ length: 16 }, (_, index) => 15 - index),
    ];
    const options = { isNew: new Uint8Array(31).fill(1), most: 2, least: 0.95 };
    const vectors = packed([one, ...others, reversed].slice(0, 31));
    expect(findNearestPairs(vectors, options)).toEqual([]);
    expect(findNearestPairs(vectors, { ...options, turns }).map(({ a, b }) => [a, b])).toEqual([[0, 30]]);
  });

  it('finds nearly all of them when there are too many to compare all', () => {
    const far = randomVectors(9_000, 32, 6);
    const near = far.slice(0, 200).map((vector, index) => beside(vector, 0.08, index + 1));
    const all = [...far, ...near];
    const pairs = findNearestPairs(packed(all), { isNew: new Uint8Array(all.length).fill(1), most: 3, least: 0.9 });
    const found = new Set(pairs.map(({ a, b }) => `${a} ${b}`));
    const right = near.filter((_, index) => found.has(`${index} ${9_000 + index}`));
    expect(right.length).toBeGreaterThan(190);
  });
});

describe('digestOf', () => {
  it('is the same for the same vector, and another one for another', () => {
    const vectors = randomVectors(2_000, 8, 7);
    expect(new Set(vectors.map(digestOf)).size).toBe(2_000);
    expect(vectors.map((vector) => digestOf(vector.slice()))).toEqual(vectors.map(digestOf));
  });
});
