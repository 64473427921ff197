import { oklabDistance } from '../imaging/oklab.ts';
import type { Oklab } from '../imaging/oklab.ts';
import type { SharedColour } from './palette-bytes.ts';

/**
 * Whole numbers of 32 bits that stand for what an image has, so that one index finds images with any of them: the highest
 * bits say what kind of thing it is. Stored: what a number means is never to be changed.
 */
const CELL = 0x1000_0000;
const SHARE_CELL = 0x1800_0000;
const PAIR = 0x2000_0000;
const HASH_BAND = 0x3000_0000;
const SHAPE_BAND = 0x4000_0000;

/** A colour that covers less is not looked for. */
export const LEAST_SHARE = 0.02;

/** a and b of OKLab are above this for every colour of sRGB, and below it without its sign. */
const AXIS_START = -0.36;

/** A way to cut OKLab into cells: a colour is found by the cells that it may lie in. */
type Grid = { readonly side: number; readonly key: (l: number, a: number, b: number) => number };

const keyOf = (kind: number, l: number, a: number, b: number): number => kind | (l << 12) | (a << 6) | b;

/** Measured: with finer cells the index compares too many keys, with coarser ones too many images have one. */
const CELLS: Grid = { side: 0.03, key: (l, a, b) => keyOf(CELL, l, a, b) };

/** Cells that also say how much of a picture is about that colour: finer, for where nearly every picture has the colour. */
const shareCells = (shareClass: number): Grid => ({
  side: 0.02,
  key: (l, a, b) => keyOf(SHARE_CELL | (shareClass << 18), l, a, b),
});

/** Largest share of each class. */
export const SHARE_CLASSES: readonly number[] = [0.06, 0.12, 0.2, 0.3, 0.45, 0.65, 0.85, 1];

/** Colours up to this distance (OKLab) add up to one share: the default tolerance. */
const GATHERED = 0.1;

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

const cellAt = (value: number, start: number, { side }: Grid): number =>
  Math.max(0, Math.floor((value - start) / side));

const cellOf = (grid: Grid, [l, a, b]: Oklab): number =>
  grid.key(cellAt(l, 0, grid), cellAt(a, AXIS_START, grid), cellAt(b, AXIS_START, grid));

/** The class of the share that a colour has together with those near it. */
const shareClassOf = (lab: Oklab, palette: readonly SharedColour[]): number => {
  let share = 0;
  for (const other of palette) if (oklabDistance(lab, other.lab) <= GATHERED) share += other.share;
  const found = SHARE_CLASSES.findIndex((most) => share <= most);
  return found < 0 ? SHARE_CLASSES.length - 1 : found;
};

/** The cells that the colours of a palette lie in, plain and by share. */
export const paletteCellKeys = (palette: readonly SharedColour[]): number[] => {
  const shown = palette.filter(({ share }) => share >= LEAST_SHARE);
  return [
    ...new Set(shown.flatMap(({ lab }) => [cellOf(CELLS, lab), cellOf(shareCells(shareClassOf(lab, shown)), lab)])),
  ];
};

/** The cells along one axis that reach from a value to both sides, and how far the nearest point of each is. */
const cellsAlong = (
  value: number,
  radius: number,
  { start, end, grid }: { readonly start: number; readonly end: number; readonly grid: Grid },
): { readonly cell: number; readonly gap: number }[] => {
  const first = cellAt(value - radius, start, grid);
  const last = cellAt(Math.min(end, value + radius), start, grid);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const from = start + (first + index) * grid.side;
    return { cell: first + index, gap: Math.max(0, from - value, value - from - grid.side) };
  });
};

const cellsWithin = (grid: Grid, [l, a, b]: Oklab, radius: number): number[] => {
  const axis = { start: AXIS_START, end: -AXIS_START, grid };
  const alongA = cellsAlong(a, radius, axis);
  const alongB = cellsAlong(b, radius, axis);
  const keys: number[] = [];
  for (const i of cellsAlong(l, radius, { start: 0, end: 1, grid })) {
    for (const j of alongA) {
      for (const k of alongB) {
        if (i.gap ** 2 + j.gap ** 2 + k.gap ** 2 <= radius ** 2) keys.push(grid.key(i.cell, j.cell, k.cell));
      }
    }
  }
  return keys;
};

/** Every cell that holds colours within a distance (OKLab) of a colour. */
export const cellKeysWithin = (lab: Oklab, radius: number): number[] => cellsWithin(CELLS, lab, radius);

/** Every cell that holds colours within a distance (OKLab) of a colour, one for each of `SHARE_CLASSES`; `null` is none. */
export const shareCellKeysWithin = (lab: Oklab, distances: readonly (number | null)[]): number[] =>
  distances.flatMap((distance, shareClass) =>
    distance === null ? [] : cellsWithin(shareCells(shareClass), lab, distance),
  );

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
