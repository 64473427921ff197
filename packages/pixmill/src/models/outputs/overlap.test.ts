import { expect, it } from 'vitest';
import { boxInPicture, keepSurest, overlapOf } from './overlap.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

it.each([
  ['the same', box(0, 0, 0.5, 0.5), box(0, 0, 0.5, 0.5), 1],
  ['apart', box(0, 0, 0.2, 0.2), box(0.5, 0.5, 0.2, 0.2), 0],
  ['touching', box(0, 0, 0.5, 0.5), box(0.5, 0, 0.5, 0.5), 0],
  ['half over', box(0, 0, 0.4, 0.2), box(0.2, 0, 0.4, 0.2), 1 / 3],
  ['one within the other', box(0, 0, 0.4, 0.4), box(0.1, 0.1, 0.2, 0.2), 0.25],
  ['without area', box(0.1, 0.1, 0, 0), box(0, 0, 1, 1), 0],
])('overlap of boxes that are %s', (_name, a, b, expected) => {
  expect(overlapOf(a, b)).toBeCloseTo(expected, 10);
  expect(overlapOf(b, a)).toBeCloseTo(expected, 10);
});

it('keeps the surest of boxes that overlap more than they may', () => {
  const weak = { confidence: 0.6, box: box(0.02, 0, 0.5, 0.5) };
  const sure = { confidence: 0.9, box: box(0, 0, 0.5, 0.5) };
  const other = { confidence: 0.5, box: box(0.6, 0.6, 0.3, 0.3) };
  expect(keepSurest([weak, other, sure], 0.5)).toEqual([sure, other]);
  expect(keepSurest([weak, other, sure], 0.99)).toEqual([sure, weak, other]);
});

it('cuts a box at the edges of the picture, and makes what is endless none', () => {
  const shown = { width: 200, height: 100 };
  expect(boxInPicture(box(-20, 50, 120, 100), shown)).toEqual(box(0, 0.5, 0.5, 0.5));
  expect(boxInPicture(box(-Infinity, 0, Infinity, 10), shown)).toEqual(box(0, 0, 0, 0.1));
});
