import { GREY_CELLS as SIDE } from './area-average.ts';
import type { GreyCells } from './area-average.ts';

/** Places a side at which a descriptor keeps the mean brightness, and those at which it counts edges by direction. */
export const TONE_SIDE = 8;
export const EDGE_SIDE = 4;
/** Directions of edges over half a turn: light on dark and dark on light are the same. */
export const EDGE_DIRECTIONS = 8;

export const TONE_BYTES = TONE_SIDE * TONE_SIDE;
const EDGE_BYTES = EDGE_SIDE * EDGE_SIDE * EDGE_DIRECTIONS;
export const SHAPE_BYTES = TONE_BYTES + EDGE_BYTES;

/** Mean change of grey from cell to cell under which a picture has no edges but noise. */
const NOISE = 0.5;
/** Largest values are about a third of the whole; what is above is cut. */
const TONE_SCALE = 400;
const EDGE_SCALE = 600;

/** For each of 32 cells: the first of the two places (of 4) that it lies between, and how much of it the second one gets. */
const FIRST_PLACE = Int8Array.from({ length: SIDE }, (_, cell) => Math.floor(((cell + 0.5) * EDGE_SIDE) / SIDE - 0.5));
const SECOND_SHARE = Float64Array.from(FIRST_PLACE, (first, cell) => ((cell + 0.5) * EDGE_SIDE) / SIDE - 0.5 - first);
const placeAt = (place: number): number => Math.max(0, Math.min(EDGE_SIDE - 1, place));

/** Mean brightness at 8 x 8 places, without the picture's own brightness and contrast; signed bytes. */
const writeTones = (cells: Float32Array, out: Int8Array): void => {
  const step = SIDE / TONE_SIDE;
  const tones = new Float64Array(TONE_BYTES);
  let mean = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const place = Math.floor(y / step) * TONE_SIDE + Math.floor(x / step);
      const value = (cells[y * SIDE + x] ?? 0) / step ** 2;
      tones[place] = (tones[place] ?? 0) + value;
      mean += value / TONE_BYTES;
    }
  }
  let squares = 0;
  for (const tone of tones) squares += (tone - mean) ** 2;
  const length = Math.sqrt(squares);
  if (length < NOISE * TONE_SIDE) return;
  for (let place = 0; place < TONE_BYTES; place++) {
    const tone = (((tones[place] ?? 0) - mean) / length) * TONE_SCALE;
    out[place] = Math.max(-127, Math.min(127, Math.round(tone)));
  }
};

// One picture at a time is measured in a process; kept between pictures, and cleared for each row.
const rowEdges = new Float64Array(EDGE_SIDE * EDGE_DIRECTIONS);

/** Counts the edges of one row by place and direction into `rowEdges`; returns how strong they are together. */
const countRow = (cells: Float32Array, start: number): number => {
  let total = 0;
  rowEdges.fill(0);
  for (let x = 1; x < SIDE - 1; x++) {
    const at = start + x;
    const dx = (cells[at + 1] ?? 0) - (cells[at - 1] ?? 0);
    const dy = (cells[at + SIDE] ?? 0) - (cells[at - SIDE] ?? 0);
    const strength = Math.sqrt(dx * dx + dy * dy);
    if (strength === 0) continue;
    total += strength;
    // Directions have their middle at half steps, so that a mirrored or turned picture only changes their order.
    const position = ((Math.atan2(dy, dx) / Math.PI + 2) * EDGE_DIRECTIONS - 0.5) % EDGE_DIRECTIONS;
    const low = Math.floor(position);
    const high = (low + 1) % EDGE_DIRECTIONS;
    const toHigh = strength * (position - low);
    const toLow = strength - toHigh;
    const place = FIRST_PLACE[x] ?? 0;
    const share = SECOND_SHARE[x] ?? 0;
    const first = placeAt(place) * EDGE_DIRECTIONS;
    const second = placeAt(place + 1) * EDGE_DIRECTIONS;
    rowEdges[first + low] = (rowEdges[first + low] ?? 0) + toLow * (1 - share);
    rowEdges[first + high] = (rowEdges[first + high] ?? 0) + toHigh * (1 - share);
    rowEdges[second + low] = (rowEdges[second + low] ?? 0) + toLow * share;
    rowEdges[second + high] = (rowEdges[second + high] ?? 0) + toHigh * share;
  }
  return total;
};

/** How much edge of each direction there is at 4 x 4 places, each edge shared among the places and directions beside it. */
const countEdges = (cells: Float32Array): { readonly edges: Float64Array; readonly total: number } => {
  const edges = new Float64Array(EDGE_BYTES);
  const rowBytes = EDGE_SIDE * EDGE_DIRECTIONS;
  let total = 0;
  for (let y = 1; y < SIDE - 1; y++) {
    total += countRow(cells, y * SIDE);
    const place = FIRST_PLACE[y] ?? 0;
    const share = SECOND_SHARE[y] ?? 0;
    const first = placeAt(place) * rowBytes;
    const second = placeAt(place + 1) * rowBytes;
    for (let index = 0; index < rowBytes; index++) {
      const amount = rowEdges[index] ?? 0;
      edges[first + index] = (edges[first + index] ?? 0) + amount * (1 - share);
      edges[second + index] = (edges[second + index] ?? 0) + amount * share;
    }
  }
  return { edges, total };
};

/**
 * What a picture shows, in 192 bytes: 8 x 8 mean tones (signed), then at 4 x 4 places how much edge there is in each of 8
 * directions (a small histogram of oriented gradients; square roots of shares, so that one strong edge does not drown the
 * others). Colours, brightness, contrast, size and proportions leave it as it is; mirrored and turned pictures have the
 * same numbers in another order. All 0 where the picture is flat. The 32 x 32 cells have the picture stretched to a
 * square: a squeezed copy has the same.
 */
export const shapeDescriptor = ({ cells }: Pick<GreyCells, 'cells'>): Uint8Array => {
  const bytes = new Uint8Array(SHAPE_BYTES);
  writeTones(cells, new Int8Array(bytes.buffer, 0, TONE_BYTES));
  const { edges, total } = countEdges(cells);
  if (total < NOISE * SIDE * SIDE) return bytes;
  for (const [index, amount] of edges.entries()) {
    bytes[TONE_BYTES + index] = Math.min(255, Math.round(Math.sqrt(amount / total) * EDGE_SCALE));
  }
  return bytes;
};
