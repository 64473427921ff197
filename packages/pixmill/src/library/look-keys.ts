import type { Oklab } from '../imaging/oklab.ts';
import type { SharedColour } from './palette-bytes.ts';

/**
 * Whole numbers of 32 bits that stand for what an image has, so that one index finds images with any of them: the highest
 * bits say what kind of thing it is. Stored: what a number means is never to be changed.
 */
const CELL = 0x1000_0000;
const PAIR = 0x2000_0000;
const HASH_BAND = 0x3000_0000;
const SHAPE_BAND = 0x4000_0000;

/** A colour that covers less is not looked for. */
export const LEAST_SHARE = 0.02;

/** Side of a cell of OKLab; a colour is found by the cells that it may lie in. */
const CELL_SIDE = 0.06;
/** Colours of the two that a picture shows most are told apart this finely. */
const PAIR_SIDE = 0.12;
/** a and b start above this. */
const AXIS_START = -0.36;
const LARGEST_AXIS_CELL = Math.floor(0.72 / CELL_SIDE);
const LARGEST_LIGHTNESS_CELL = Math.floor(1 / CELL_SIDE);

/** The key of a project: negative, of the random end of its id. Another project may have the same. */
export const projectKey = (projectId: string): number =>
  -1 - (Number.parseInt(projectId.replaceAll('-', '').slice(-8), 16) & 0x7fff_ffff);

const cellKey = (l: number, a: number, b: number): number => CELL | (l << 8) | (a << 4) | b;

const axisCell = (value: number): number =>
  Math.max(0, Math.min(LARGEST_AXIS_CELL, Math.floor((value - AXIS_START) / CELL_SIDE)));

const lightnessCell = (value: number): number =>
  Math.max(0, Math.min(LARGEST_LIGHTNESS_CELL, Math.floor(value / CELL_SIDE)));

/** The cells that the colours of a palette lie in. */
export const paletteCellKeys = (palette: readonly SharedColour[]): number[] => [
  ...new Set(
    palette
      .filter(({ share }) => share >= LEAST_SHARE)
      .map(({ lab: [l, a, b] }) => cellKey(lightnessCell(l), axisCell(a), axisCell(b))),
  ),
];

/** Distance of a value from the nearest point of a cell that begins at `start`. */
const gap = (value: number, start: number): number => Math.max(0, start - value, value - start - CELL_SIDE);

/** Every cell that holds colours within a distance (OKLab) of a colour. */
export const cellKeysWithin = ([l, a, b]: Oklab, radius: number): number[] => {
  const keys: number[] = [];
  for (let i = lightnessCell(l - radius); i <= lightnessCell(l + radius); i++) {
    for (let j = axisCell(a - radius); j <= axisCell(a + radius); j++) {
      for (let k = axisCell(b - radius); k <= axisCell(b + radius); k++) {
        const distance = Math.hypot(
          gap(l, i * CELL_SIDE),
          gap(a, AXIS_START + j * CELL_SIDE),
          gap(b, AXIS_START + k * CELL_SIDE),
        );
        if (distance <= radius) keys.push(cellKey(i, j, k));
      }
    }
  }
  return keys;
};

const coarse = ([l, a, b]: Oklab): number =>
  (Math.floor(l / PAIR_SIDE) << 8) |
  (Math.floor((a - AXIS_START) / PAIR_SIDE) << 4) |
  Math.floor((b - AXIS_START) / PAIR_SIDE);

/** Pairs of the three largest colours: what a crop of a picture mostly keeps. */
export const palettePairKeys = (palette: readonly SharedColour[]): number[] => {
  const [first, second, third] = [...new Set(palette.slice(0, 3).map(({ lab }) => coarse(lab)))].toSorted(
    (x, y) => x - y,
  );
  const pair = (x: number | undefined, y: number | undefined): number[] =>
    x === undefined || y === undefined ? [] : [PAIR | (x << 12) | y];
  return [...pair(first, second), ...pair(first, third), ...pair(second, third)];
};

const HASH_BANDS = 4;

/** The bands of 16 bits of a perceptual hash (16 hex digits); with `flips`, also each with one bit the other way. */
export const hashBandKeys = (phash: string, flips = false): number[] =>
  Array.from({ length: HASH_BANDS }, (_, band) => {
    const value = Number.parseInt(phash.slice(band * 4, band * 4 + 4), 16);
    const values = flips ? [value, ...Array.from({ length: 16 }, (_, bit) => value ^ (1 << bit))] : [value];
    return values.map((one) => HASH_BAND | (band << 16) | one);
  }).flat();

/** Keys of the bands of a shape's signature: one or more values for each. */
export const shapeBandKeys = (bands: readonly (readonly number[])[]): number[] =>
  bands.flatMap((values, band) => values.map((value) => SHAPE_BAND | (band << 16) | value));
