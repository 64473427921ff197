import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPalette } from '../../library/palette-bytes.ts';
import { colourScore, reachForScore, reachOf } from './colour-score.ts';

const GREY = { lab: [0.6, 0, 0] as const, radius: 0.1 };
const packedGrey = (lightness: number, share: number): Buffer => {
  const bytes = packPalette([{ hex: '#000000', share }]);
  bytes.writeUInt8(Math.round(lightness * 255), 0);
  return bytes;
};

describe('the score of a colour', () => {
  it('is 1 for a picture of that colour only, and 0 for one without it', () => {
    expect(colourScore(GREY, packedGrey(0.6, 1))).toBe(1);
    expect(colourScore(GREY, packedGrey(0.9, 1))).toBe(0);
    expect(colourScore(GREY, packPalette([]))).toBe(0);
  });

  it('falls with the distance and rises with the share', () => {
    expect(colourScore(GREY, packedGrey(0.62, 1))).toBeGreaterThan(colourScore(GREY, packedGrey(0.65, 1)));
    expect(colourScore(GREY, packedGrey(0.6, 0.5))).toBeGreaterThan(colourScore(GREY, packedGrey(0.6, 0.2)));
    expect(colourScore(GREY, packedGrey(0.6, 0.01))).toBe(0);
  });

  it('is never had by a colour that is farther than it can be for that score', () => {
    const part = double({ min: 0.03, max: 1, noNaN: true });
    assert(
      property(part, part, part, (lightness, share, wanted) => {
        const packed = packedGrey(lightness, share);
        const stored = (packed[3] ?? 0) / 255;
        const distance = Math.abs((packed[0] ?? 0) / 255 - 0.6);
        const reach = reachForScore(wanted, stored, GREY) ?? -1;
        expect(reach).toBeLessThanOrEqual(reachOf(GREY));
        expect(colourScore(GREY, packed) < wanted || distance <= reach + 1e-9).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
