import type { FuzzyGraph } from './fuzzy-graph.ts';
import type { Matrix } from './matrix.ts';

/** How near rows may come in a layout: UMAP's a and b for a least distance of 0.1, and of 0 (denser groups). */
export const CURVES = { map: { a: 1.5769, b: 0.8951 }, groups: { a: 1.9328, b: 0.7905 } } as const;

const NEGATIVES = 5;
const MOST_PULL = 4;
/** The first places lie within this far of the middle. */
const EXTENT = 10;

/** First places for a layout: the first components, made as wide as UMAP wants them, and never twice the same. */
export const firstPlaces = (components: Matrix, dimensions: number, random: () => number): Float32Array => {
  const { rows, columns, values } = components;
  const places = new Float32Array(rows * dimensions);
  let largest = 1e-9;
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < Math.min(dimensions, columns); at++) {
      largest = Math.max(largest, Math.abs(values[row * columns + at] ?? 0));
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < dimensions; at++) {
      const value = at < columns ? (values[row * columns + at] ?? 0) : 0;
      places[row * dimensions + at] = (value / largest) * EXTENT + (random() - 0.5) * 0.1;
    }
  }
  return places;
};

/**
 * Moves places so that rows that belong together lie together and others apart: UMAP's stochastic descent, in one order,
 * so that the same input gives the same places.
 * @param places changed in place: `dimensions` numbers a row
 * @param options.isFixed rows that stay where they are
 */
export const layOut = (
  places: Float32Array,
  graph: FuzzyGraph,
  {
    dimensions,
    turns,
    random,
    curve,
    rate: firstRate = 1,
    isFixed,
    onProgress = () => undefined,
  }: {
    readonly dimensions: number;
    readonly turns: number;
    readonly random: () => number;
    readonly curve: { readonly a: number; readonly b: number };
    readonly rate?: number;
    readonly isFixed?: Uint8Array;
    readonly onProgress?: (done: number) => void;
  },
): void => {
  const { from, to, weights } = graph;
  const { a, b } = curve;
  const rows = places.length / dimensions;
  let strongest = 0;
  for (const weight of weights) strongest = Math.max(strongest, weight);
  if (strongest === 0) return;
  const every = Float32Array.from(weights, (weight) => strongest / weight);
  const next = every.slice();
  const clip = (pull: number): number => Math.max(-MOST_PULL, Math.min(MOST_PULL, pull));

  const apart = (one: number, other: number): number => {
    let sum = 0;
    for (let at = 0; at < dimensions; at++) sum += ((places[one + at] ?? 0) - (places[other + at] ?? 0)) ** 2;
    return sum;
  };
  const attract = (row: number, other: number, rate: number): void => {
    const [one, two] = [row * dimensions, other * dimensions];
    const distance = apart(one, two);
    if (!(distance > 0)) return;
    const pull = (-2 * a * b * distance ** (b - 1)) / (a * distance ** b + 1);
    for (let at = 0; at < dimensions; at++) {
      const step = rate * clip(pull * ((places[one + at] ?? 0) - (places[two + at] ?? 0)));
      if (isFixed?.[row] !== 1) places[one + at] = (places[one + at] ?? 0) + step;
      if (isFixed?.[other] !== 1) places[two + at] = (places[two + at] ?? 0) - step;
    }
  };
  const repel = (row: number, other: number, rate: number): void => {
    const [one, two] = [row * dimensions, other * dimensions];
    const distance = apart(one, two);
    const push = distance > 0 ? (2 * b) / ((0.001 + distance) * (a * distance ** b + 1)) : 0;
    for (let at = 0; at < dimensions; at++) {
      const step = push > 0 ? clip(push * ((places[one + at] ?? 0) - (places[two + at] ?? 0))) : MOST_PULL;
      places[one + at] = (places[one + at] ?? 0) + rate * step;
    }
  };

  for (let turn = 0; turn < turns; turn++) {
    const rate = firstRate * (1 - turn / turns);
    for (let edge = 0; edge < weights.length; edge++) {
      if ((next[edge] ?? 0) > turn + 1) continue;
      next[edge] = (next[edge] ?? 0) + (every[edge] ?? 0);
      const [row, other] = [from[edge] ?? 0, to[edge] ?? 0];
      const [rowStays, otherStays] = [isFixed?.[row] === 1, isFixed?.[other] === 1];
      if (rowStays && otherStays) continue;
      attract(row, other, rate);
      const moved = rowStays ? other : row;
      for (let negative = 0; negative < NEGATIVES; negative++) {
        const stranger = Math.floor(random() * rows);
        if (stranger !== moved) repel(moved, stranger, rate);
      }
    }
    onProgress((turn + 1) / turns);
  }
};
