import type { ReducedGrey } from './pixels.ts';

type Span = { readonly first: number; readonly last: number; readonly head: number; readonly tail: number };

/** Where each output cell starts and ends, and how much of the first and last input cell it covers. */
const spans = (input: number, extent: number, output: number): Span[] => {
  const cells: Span[] = [];
  for (let index = 0; index < output; index++) {
    const start = (index * extent) / output;
    const end = ((index + 1) * extent) / output;
    const first = Math.min(input - 1, Math.floor(start));
    const last = Math.min(input - 1, Math.max(first, Math.ceil(end) - 1));
    cells.push({ first, last, head: Math.min(first + 1, end) - start, tail: end - last });
  }
  return cells;
};

const addWeighted = (sums: Float32Array, data: Uint8Array, offset: number, weight: number): void => {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (data[offset + x] ?? 0) * weight;
};

const addPlain = (sums: Float32Array, data: Uint8Array, offset: number): void => {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (data[offset + x] ?? 0);
};

/** Averages a grey picture into `count` bands of equal height: `count` rows of the picture's width, values 0..255. */
const averageRows = ({ width, height, data, extent }: ReducedGrey, count: number): Float32Array[] =>
  spans(height, extent.height, count).map(({ first, last, head, tail }) => {
    const sums = new Float32Array(width);
    addWeighted(sums, data, first * width, head);
    for (let y = first + 1; y < last; y++) addPlain(sums, data, y * width);
    if (last > first) addWeighted(sums, data, last * width, tail);
    const area = extent.height / count;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) / area;
    return sums;
  });

/** Averages one row, of which `extent` cells count, into `count` cells of equal width. */
export const averageColumns = (row: Float32Array, extent: number, count: number): Float32Array => {
  const cells = new Float32Array(count);
  const area = extent / count;
  for (const [index, { first, last, head, tail }] of spans(row.length, extent, count).entries()) {
    let sum = (row[first] ?? 0) * head;
    for (let x = first + 1; x < last; x++) sum += row[x] ?? 0;
    if (last > first) sum += (row[last] ?? 0) * tail;
    cells[index] = sum / area;
  }
  return cells;
};

/** Cells a side of `greyCells`. */
export const GREY_CELLS = 32;

/** A grey picture as 32 bands (rows of its own width) and as 32 x 32 means of them, row by row. */
export type GreyCells = { readonly bands: readonly Float32Array[]; readonly cells: Float32Array };

/** Averages a grey picture once, for all that is told from its coarse structure. */
export const greyCells = (grey: ReducedGrey): GreyCells => {
  const bands = averageRows(grey, GREY_CELLS);
  const cells = new Float32Array(GREY_CELLS * GREY_CELLS);
  for (const [row, band] of bands.entries()) {
    cells.set(averageColumns(band, grey.extent.width, GREY_CELLS), row * GREY_CELLS);
  }
  return { bands, cells };
};
