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

/** a and b of OKLab are above this for every colour of sRGB, and below it without its sign. */
const AXIS_START = -0.36;

/**
 * Side of a cell of OKLab: a colour is found by the cells that it may lie in. Measured: with finer ones the index compares too
 * many keys, with coarser ones too many images have one.
 */
const CELL_SIDE = 0.03;

/** Colours of the two that a picture shows most are told apart this finely. */
const PAIR_SIDE = 0.12;

/** One image of so many is in the sample that tells how frequent something is. */
export const SAMPLED = 64;

const tailOf = (id: string): number => Number.parseInt(id.slice(-8), 16);

/** The key of a project: negative and even, of the random end of its id. Another project may have the same. */
export const projectKey = (projectId: string): number => -2 - (tailOf(projectId) & 0x7fff_fffe);

/** The key of the images of a project that are in the sample: one of 64, chosen by the random end of their ids. */
export const sampleKey = (projectId: string): number => projectKey(projectId) + 1;

/** The key of the images of all projects that are in the sample. */
export const SAMPLE_KEY = 0x5000_0000;

/** The keys of an image that say where it belongs. */
export const placeKeys = ({ id, projectId }: { readonly id: string; readonly projectId: string }): number[] => [
  projectKey(projectId),
  ...(tailOf(id) % SAMPLED === 0 ? [sampleKey(projectId), SAMPLE_KEY] : []),
];

const cellAt = (value: number, start: number): number => Math.max(0, Math.floor((value - start) / CELL_SIDE));

const cellKey = (l: number, a: number, b: number): number => CELL | (l << 12) | (a << 6) | b;

/** The cells that the colours of a palette lie in. */
export const paletteCellKeys = (palette: readonly SharedColour[]): number[] => [
  ...new Set(
    palette
      .filter(({ share }) => share >= LEAST_SHARE)
      .map(({ lab: [l, a, b] }) => cellKey(cellAt(l, 0), cellAt(a, AXIS_START), cellAt(b, AXIS_START))),
  ),
];

/** Distance of a value from the nearest point of a cell that begins at `start`. */
const gap = (value: number, start: number): number => Math.max(0, start - value, value - start - CELL_SIDE);

/** The cells along one axis that reach from a value to both sides. */
const cellsAlong = (value: number, radius: number, { start, end }: { start: number; end: number }): number[] => {
  const first = cellAt(value - radius, start);
  const last = cellAt(Math.min(end, value + radius), start);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

const LIGHTNESS = { start: 0, end: 1 };
const AXIS = { start: AXIS_START, end: -AXIS_START };

/** Every cell that holds colours within a distance (OKLab) of a colour. */
export const cellKeysWithin = ([l, a, b]: Oklab, radius: number): number[] => {
  const keys: number[] = [];
  for (const i of cellsAlong(l, radius, LIGHTNESS)) {
    for (const j of cellsAlong(a, radius, AXIS)) {
      for (const k of cellsAlong(b, radius, AXIS)) {
        const distances = [
          gap(l, i * CELL_SIDE),
          gap(a, AXIS_START + j * CELL_SIDE),
          gap(b, AXIS_START + k * CELL_SIDE),
        ];
        if (Math.hypot(...distances) <= radius) keys.push(cellKey(i, j, k));
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
