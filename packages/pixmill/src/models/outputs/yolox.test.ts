import { expect, it } from 'vitest';
import { readYolox } from './yolox.ts';

const SEEN = { width: 64, height: 64, shown: { width: 64, height: 32 } };
const NAMES = ['cat', 'dog'];
/** 4 cells of stride 32 after 16 of stride 16, each x, y, log width, log height, objectness, cat, dog. */
const tensorOf = (rows: Readonly<Record<number, readonly number[]>>) => {
  const data = new Float32Array(20 * 7);
  for (const [row, values] of Object.entries(rows)) data.set(values, Number(row) * 7);
  return { dims: [1, 20, 7], data };
};
const read = (rows: Readonly<Record<number, readonly number[]>>) =>
  readYolox(tensorOf(rows), { seen: SEEN, strides: [16, 32], names: NAMES, least: 0.4, overlap: 0.5 });

it('places a box by its cell and stride, in parts of what is shown', () => {
  // Row 5 of stride 16 is cell (1, 1): centre (16 * 1.5, 16 * 1.5), sides 16 and 16.
  const [found, ...more] = read({ 5: [0.5, 0.5, 0, 0, 0.9, 0.1, 1] });
  expect(more).toEqual([]);
  expect(found?.name).toBe('dog');
  expect(found?.confidence).toBeCloseTo(0.9, 5);
  expect(found?.box).toEqual({ x: 0.25, y: 0.5, width: 0.25, height: 0.5 });
  // Row 17 is cell (1, 0) of stride 32: centre (32 * 1, 32 * 0.5), sides 64 and 32.
  expect(read({ 17: [0, 0.5, Math.log(2), 0, 1, 1, 0] })).toMatchObject([
    { name: 'cat', box: { x: 0, y: 0, width: 1, height: 1 } },
  ]);
});

it('leaves out what is less sure than asked, by objectness times class', () => {
  expect(read({ 0: [0, 0, 0, 0, 0.6, 0.6, 0], 1: [0, 0, 0, 0, 0.3, 1, 0] })).toEqual([]);
});

it('keeps one box of those that lie on each other, but of each class, surest first', () => {
  const found = read({
    0: [0.5, 0.5, 0, 0, 0.7, 1, 0],
    1: [-0.5, 0.5, 0, 0, 0.9, 1, 0],
    4: [0.5, -0.5, 0, 0, 0.8, 0, 1],
    10: [0.5, 0.5, 0, 0, 0.5, 1, 0],
  });
  expect(found.map(({ name, confidence }) => [name, confidence.toFixed(1)])).toEqual([
    ['cat', '0.9'],
    ['dog', '0.8'],
    ['cat', '0.5'],
  ]);
});

it('gives a class without a name its index', () => {
  const found = readYolox(tensorOf({ 0: [0, 0, 0, 0, 1, 0, 1] }), {
    seen: SEEN,
    strides: [16, 32],
    names: ['cat'],
    least: 0.4,
    overlap: 0.5,
  });
  expect(found.map(({ name }) => name)).toEqual(['1']);
});
