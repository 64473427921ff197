import { describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { oklabDistance, oklabToHex } from '../imaging/oklab.ts';
import { seededRandom } from '../imaging/seeded-random.ts';
import {
  cellKeysWithin,
  hashBandKeys,
  paletteCellKeys,
  placeKeys,
  projectKey,
  SAMPLED,
  SHARE_CLASSES,
  shapeBandKeys,
  shareCellKeysWithin,
} from './look-keys.ts';
import { hexToOklab, packPalette, unpackPalette } from './palette-bytes.ts';

const random = seededRandom(5);
const randomHex = (): string =>
  `#${Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, '0')}`;

describe('a packed palette', () => {
  it('keeps colours and shares nearly exactly', () => {
    for (let index = 0; index < 500; index++) {
      const hex = randomHex();
      const [colour] = unpackPalette(packPalette([{ hex, share: 0.4 }]));
      expect(oklabDistance(colour?.lab ?? [9, 9, 9], hexToOklab(hex))).toBeLessThan(0.004);
      expect(colour?.share).toBeCloseTo(0.4, 2);
    }
  });

  it('has at most eight colours, and none when there is none', () => {
    expect(unpackPalette(packPalette(Array.from({ length: 12 }, () => ({ hex: '#123456', share: 0.1 }))))).toHaveLength(
      8,
    );
    expect(unpackPalette(packPalette([]))).toEqual([]);
    expect(unpackPalette(packPalette([{ hex: '#000000', share: 0.0001 }]))).toHaveLength(1);
  });
});

describe('keys of colours', () => {
  it('find every colour within the distance', () => {
    for (let index = 0; index < 2000; index++) {
      const asked = hexToOklab(randomHex());
      const colours = unpackPalette(packPalette([{ hex: randomHex(), share: 1 }]));
      const distance = oklabDistance(asked, colours[0]?.lab ?? [9, 9, 9]);
      const keys = new Set(paletteCellKeys(colours));
      expect(cellKeysWithin(asked, distance + 1e-9).some((key) => keys.has(key))).toBe(true);
    }
  });

  it('find every colour within the distance that is given for its share', () => {
    for (let index = 0; index < 1000; index++) {
      const asked = hexToOklab(randomHex());
      const near = oklabToHex([asked[0] + random() * 0.05, asked[1] - random() * 0.05, asked[2] + random() * 0.05]);
      const share = 0.03 + random() * 0.97;
      const [colour] = unpackPalette(packPalette([{ hex: near, share }]));
      if (colour === undefined) throw new Error('no colour');
      const keys = new Set(paletteCellKeys([colour]));
      const distance = oklabDistance(asked, colour.lab) + 1e-9;
      const shareClass = SHARE_CLASSES.findIndex((most) => colour.share <= most);
      const only = SHARE_CLASSES.map((_, position) => (position === shareClass ? distance : null));
      expect(shareCellKeysWithin(asked, only).some((key) => keys.has(key))).toBe(true);
      const others = SHARE_CLASSES.map((_, position) => (position === shareClass ? null : distance));
      expect(shareCellKeysWithin(asked, others).some((key) => keys.has(key))).toBe(false);
    }
  });

  it('add up the shares of colours that are near each other, and of no others', () => {
    const shadesOf = (second: readonly [number, number, number]) =>
      paletteCellKeys([
        { lab: [0.5, 0, 0], share: 0.4 },
        { lab: second, share: 0.4 },
      ]);
    const within = (share: number): number[] =>
      shareCellKeysWithin(
        [0.5, 0, 0],
        SHARE_CLASSES.map((most) => (most === share ? 0.001 : null)),
      );
    expect(shadesOf([0.55, 0, 0]).some((key) => within(0.85).includes(key))).toBe(true);
    expect(shadesOf([0.75, 0, 0]).some((key) => within(0.85).includes(key))).toBe(false);
    expect(shadesOf([0.75, 0, 0]).some((key) => within(0.45).includes(key))).toBe(true);
  });

  it('leave out colours that cover nearly nothing', () => {
    expect(paletteCellKeys([{ lab: [0.5, 0, 0], share: 0.01 }])).toEqual([]);
  });
});

describe('keys of different kinds', () => {
  it('are whole numbers of 32 bits that never meet', () => {
    const kinds = [
      [
        ...cellKeysWithin([0.5, 0, 0], 1),
        ...shareCellKeysWithin(
          [0.9, 0.2, 0.3],
          SHARE_CLASSES.map(() => 0.2),
        ),
      ],
      hashBandKeys('ffffffffffffffff', true),
      shapeBandKeys(Array.from({ length: 12 }, () => [0, 65_535])),
      Array.from({ length: 300 }, () => placeKeys({ id: uuidv7(), projectId: uuidv7() })).flat(),
    ];
    const all = kinds.flatMap((keys) => [...new Set(keys)]);
    expect(all.every((key) => Number.isInteger(key) && key >= -(2 ** 31) && key < 2 ** 31)).toBe(true);
    const places = new Set(kinds[3]);
    expect(
      kinds
        .slice(0, 3)
        .flat()
        .some((key) => places.has(key)),
    ).toBe(false);
    expect(new Set(kinds.slice(0, 3).flat()).size).toBe(kinds.slice(0, 3).flatMap((keys) => [...new Set(keys)]).length);
  });

  it('find a hash of which one bit in a band is another', () => {
    expect(hashBandKeys('0001000000000000', true)).toContain(hashBandKeys('0000ffffffffffff')[0]);
  });

  it('put about one of 64 images into the sample of its project', () => {
    const projectId = uuidv7();
    const sampled = Array.from({ length: 6400 }, () => placeKeys({ id: uuidv7(), projectId })).filter(
      (keys) => keys.length > 1,
    );
    expect(sampled.length).toBeGreaterThan(6400 / SAMPLED / 2);
    expect(sampled.length).toBeLessThan((6400 / SAMPLED) * 2);
    expect(sampled[0]?.[0]).toBe(projectKey(projectId));
  });
});
