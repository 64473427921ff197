import { describe, expect, it } from 'vitest';
import { closenessTo, compareVectors, cosineOf, directionOf } from './likeness.rules.ts';

const vector = (...numbers: number[]): Float32Array => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (number) => number / length);
};
const [x, y, z] = [vector(1, 0, 0), vector(0, 1, 0), vector(0, 0, 1)];

describe('the direction that is like some and unlike others', () => {
  it('is the vector itself for one, and lies in the middle of several', () => {
    expect(directionOf([x], [])).toEqual(x);
    const middle = directionOf([x, y], []) ?? x;
    expect(cosineOf(middle, x)).toBeCloseTo(cosineOf(middle, y), 6);
    expect(cosineOf(middle, middle)).toBeCloseTo(1, 6);
  });

  it('leans away from what is not wanted, half as much', () => {
    const away = directionOf([x], [y]) ?? x;
    expect(cosineOf(away, y)).toBeCloseTo(-0.5 / Math.hypot(1, 0.5), 6);
    expect(cosineOf(away, x)).toBeGreaterThan(0.8);
  });

  it('does not depend on how many are not wanted', () => {
    const [one, three] = [directionOf([x], [y]) ?? x, directionOf([x], [y, y, y]) ?? y];
    expect(cosineOf(one, three)).toBeCloseTo(1, 6);
  });

  it('points away when nothing is wanted, and nowhere when nothing is left', () => {
    expect(cosineOf(directionOf([], [z]) ?? z, z)).toBeCloseTo(-1, 6);
    expect(directionOf([x, vector(-1, 0, 0)], [])).toBeNull();
    expect(directionOf([], [])).toBeNull();
  });
});

describe('nearness', () => {
  it('puts the nearest first, of equal ones the newest, and passes over vectors of another length', () => {
    const others = [
      { imageId: '1', vector: y },
      { imageId: '2', vector: x },
      { imageId: '3', vector: y },
      { imageId: '4', vector: vector(1, 0) },
    ];
    expect(compareVectors(x, others).map(({ imageId }) => imageId)).toEqual(['2', '3', '1']);
  });

  it('of looks is told by their distances', () => {
    expect(closenessTo([0], [])).toBe(1);
    expect(closenessTo([0, 0.2], [])).toBeCloseTo(0.9);
    expect(closenessTo([0.1], [0])).toBeLessThan(closenessTo([0.1], [1]));
    expect(closenessTo([], [1])).toBe(1);
  });
});
