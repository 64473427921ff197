import { fuzzyGraph } from './fuzzy-graph.ts';
import { CURVES, firstPlaces, layOut } from './map-layout.ts';
import { rowsOfMatrix, spreadIndexes, type Matrix } from './matrix.ts';
import { nearestNeighbours, type Neighbours } from './nearest-neighbours.ts';

/** Rows that are laid out together; of more, a sample is, and the rest is placed by its neighbours. */
const FITTED = 60_000;
const FITTED_SAMPLE = 40_000;
/** An earlier map is kept while it has at least this part of the rows. */
const LEAST_KEPT = 0.5;
const PLACING_PASSES = 12;
const PLACING_TURNS = 60;
const MAP_DIMENSIONS = 2;

/** Numbers in pairs: x and y of each row. */
export type MapPlaces = {
  readonly places: Float32Array;
  /** Whether rows of an earlier map stayed where they were. */
  readonly isKept: boolean;
};

/**
 * Draws a map: rows that are alike lie together. Rows with an earlier place (NaN for none) stay there, and new ones come near
 * their neighbours; where most rows are new, or there is no earlier map, all of it is drawn anew.
 */
export const mapPlaces = (
  matrix: Matrix,
  {
    neighbours,
    earlier,
    random,
    onProgress = () => undefined,
  }: {
    readonly neighbours: Neighbours;
    readonly earlier: Float32Array | null;
    readonly random: () => number;
    readonly onProgress?: (done: number) => void;
  },
): MapPlaces => {
  const { rows } = matrix;
  const kept = earlier === null ? [] : rowIndexes(rows).filter((row) => !Number.isNaN(earlier[row * 2] ?? NaN));
  if (earlier !== null && kept.length > 0 && kept.length >= rows * LEAST_KEPT) {
    const places = earlier.slice();
    placeRest(matrix, { places, neighbours, placed: kept, random, onProgress });
    return { places, isKept: true };
  }
  if (rows <= FITTED) {
    return { places: fit(matrix, neighbours, { random, onProgress }), isKept: false };
  }
  const sampled = spreadIndexes(rows, FITTED_SAMPLE);
  const sample = rowsOfMatrix(matrix, sampled);
  const ofSample = nearestNeighbours(sample, { count: neighbours.count, random });
  const fitted = fit(sample, ofSample, { random, onProgress: (done) => onProgress(done * 0.8) });
  const places = new Float32Array(rows * MAP_DIMENSIONS).fill(NaN);
  for (const [at, row] of sampled.entries()) places.set(fitted.subarray(at * 2, at * 2 + 2), row * 2);
  placeRest(matrix, {
    places,
    neighbours,
    placed: sampled,
    random,
    onProgress: (done) => onProgress(0.8 + done * 0.2),
  });
  return { places, isKept: false };
};

const rowIndexes = (rows: number): number[] => Array.from({ length: rows }, (_, row) => row);

const fit = (
  matrix: Matrix,
  neighbours: Neighbours,
  { random, onProgress }: { readonly random: () => number; readonly onProgress: (done: number) => void },
): Float32Array => {
  const places = firstPlaces(matrix, MAP_DIMENSIONS, random);
  const turns = matrix.rows <= 10_000 ? 400 : 200;
  const graph = fuzzyGraph(neighbours, matrix.rows);
  layOut(places, graph, { dimensions: MAP_DIMENSIONS, turns, random, curve: CURVES.map, onProgress });
  return places;
};

/** Puts the rows that have no place (NaN) between their neighbours, and lets them settle while all others stay. */
const placeRest = (
  matrix: Matrix,
  {
    places,
    neighbours,
    placed,
    random,
    onProgress,
  }: {
    readonly places: Float32Array;
    readonly neighbours: Neighbours;
    readonly placed: ArrayLike<number>;
    readonly random: () => number;
    readonly onProgress: (done: number) => void;
  },
): void => {
  const { rows } = matrix;
  const isFixed = new Uint8Array(rows);
  for (let at = 0; at < placed.length; at++) isFixed[placed[at] ?? 0] = 1;
  let open = rowIndexes(rows).filter((row) => isFixed[row] === 0);
  if (open.length === 0) return;
  for (let pass = 0; pass < PLACING_PASSES && open.length > 0; pass++) {
    const found = new Map<number, readonly [number, number]>();
    for (const row of open) {
      const place = between(row, places, neighbours);
      if (place !== null) found.set(row, place);
    }
    if (found.size === 0) break;
    for (const [row, [x, y]] of found) {
      places[row * 2] = x + (random() - 0.5) * 0.01;
      places[row * 2 + 1] = y + (random() - 0.5) * 0.01;
    }
    open = open.filter((row) => !found.has(row));
  }
  // What is like nothing that has a place goes round the rest.
  for (const [at, row] of open.entries()) {
    const angle = at * 2.399963;
    places[row * 2] = Math.cos(angle) * 14;
    places[row * 2 + 1] = Math.sin(angle) * 14;
  }
  const graph = fuzzyGraph(neighbours, rows);
  layOut(places, graph, {
    dimensions: MAP_DIMENSIONS,
    turns: PLACING_TURNS,
    random,
    curve: CURVES.map,
    rate: 0.4,
    isFixed,
    onProgress,
  });
};

const between = (
  row: number,
  places: Float32Array,
  { count, indexes, distances }: Neighbours,
): readonly [number, number] | null => {
  let [sum, x, y] = [0, 0, 0];
  for (let at = row * count; at < (row + 1) * count; at++) {
    const other = indexes[at] ?? -1;
    if (other < 0 || Number.isNaN(places[other * 2] ?? NaN)) continue;
    const weight = 1 / (1e-6 + (distances[at] ?? 0) ** 2);
    sum += weight;
    x += weight * (places[other * 2] ?? 0);
    y += weight * (places[other * 2 + 1] ?? 0);
  }
  return sum === 0 ? null : [x / sum, y / sum];
};
