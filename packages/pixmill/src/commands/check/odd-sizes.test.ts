import { describe, expect, it } from 'vitest';
import { sizeOf, usualSizes } from './odd-sizes.ts';

describe('odd sizes', () => {
  it('calls sizes odd that lie more than three interquartile ranges beyond the quartiles', () => {
    // Quartiles 110 and 130: usual from 50 to 190.
    const usual = usualSizes(Float64Array.of(100, 110, 120, 130, 140, 120, 110, 130, 120));
    expect(usual).toMatchObject({ least: 50, most: 190 });
    expect([49, 51, 120, 189, 191].map((size) => usual?.isOdd(size))).toEqual([true, false, false, false, true]);
    expect(usual?.scoreOf(120)).toBe(1);
    expect(usual?.scoreOf(190)).toBe(0.5);
  });

  it('calls every other size odd when three quarters are the same', () => {
    const usual = usualSizes(Float64Array.of(200, 200, 200, 200, 200, 200, 201));
    expect(usual?.isOdd(200)).toBe(false);
    expect(usual?.isOdd(201)).toBe(true);
  });

  it('knows nothing of no images', () => {
    expect(usualSizes(new Float64Array())).toBeNull();
  });

  it('measures by area, so that a turned picture has the same size', () => {
    expect(sizeOf(300, 120)).toBe(sizeOf(120, 300));
    expect(sizeOf(16, 4)).toBe(8);
  });
});
