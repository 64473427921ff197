import { expect, it } from 'vitest';
import { readClasses, readRating, shareAbove, unitVector } from './vectors.ts';

it('reads the likeliest classes, without those before the first and those below the least', () => {
  const row = Float32Array.of(0.9, 0.25, 0.5, 0.1);
  const names = ['background', 'shoe', 'boot'];
  expect(readClasses(row, { names, firstClass: 1, least: 0.2, most: 5 })).toEqual([
    { name: 'boot', probability: 0.5 },
    { name: 'shoe', probability: 0.25 },
  ]);
  expect(readClasses(row, { names, firstClass: 1, least: 0, most: 1 })).toHaveLength(1);
  expect(readClasses(row, { names, firstClass: 1, least: 0, most: 5 }).at(-1)?.name).toBe('3');
});

it('adds up what is unsafe, to one at most', () => {
  const rating = (values: readonly number[]) =>
    readRating(Float32Array.from(values), { names: ['a', 'b', 'c'], unsafe: ['b', 'c'] });
  expect(rating([0.5, 0.25, 0.25])).toEqual({ byName: { a: 0.5, b: 0.25, c: 0.25 }, unsafe: 0.5 });
  expect(rating([0, 0.75, 0.5]).unsafe).toBe(1);
});

it('makes a vector of unit length, and leaves zeros', () => {
  expect(unitVector(Float32Array.of(3, 4))).toEqual(Float32Array.of(0.6, 0.8));
  expect(unitVector(Float32Array.of(0, 0))).toEqual(Float32Array.of(0, 0));
});

it('tells which part of a map is above a value', () => {
  expect(shareAbove(Float32Array.of(0, 0.25, 0.31, 1), 0.25)).toBeCloseTo(0.5, 10);
  expect(shareAbove(new Float32Array(), 0.3)).toBe(0);
});
