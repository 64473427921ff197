import { readRegion, type GreyPicture, type Region } from './grey-picture.ts';

/** A part of a picture, and how alike it is, -1..1. */
export type FoundRegion = { readonly region: Region; readonly likeness: number };

/** Sizes of the part that is looked for, against the largest that fits. */
const SIZES = [1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.57, 0.52, 0.47];
/** A part of fewer places is found anywhere. */
const LEAST_PLACES = 6;

/** Sums of squares, so that the length of any part of a field is four numbers away. */
const sumSquares = (field: Float32Array, columns: number, rows: number): Float64Array => {
  const line = columns + 1;
  const sums = new Float64Array(line * (rows + 1));
  for (let y = 0; y < rows; y++) {
    let row = 0;
    for (let x = 0; x < columns; x++) {
      row += (field[y * columns + x] ?? 0) ** 2;
      sums[(y + 1) * line + x + 1] = (sums[y * line + x + 1] ?? 0) + row;
    }
  }
  return sums;
};

/**
 * The best place of one picture in another at each of some sizes, most alike first: all places at which it lies wholly
 * inside are compared by normalised correlation. `places` along the longer side.
 */
export const searchRegions = (whole: GreyPicture, part: GreyPicture, places: number): FoundRegion[] => {
  const unit = Math.max(whole.width, whole.height) / places;
  const columns = Math.max(1, Math.round(whole.width / unit));
  const rows = Math.max(1, Math.round(whole.height / unit));
  const field = new Float32Array(columns * rows);
  readRegion(whole, { x: 0, y: 0, width: whole.width, height: whole.height }, { columns, rows, out: field });
  const squares = sumSquares(field, columns, rows);
  const line = columns + 1;
  const fit = Math.min(columns / part.width, rows / part.height);
  // The last one is squeezed into other proportions.
  const shapes = [
    ...SIZES.map((size) => [part.width * fit * size, part.height * fit * size] as const),
    [columns, rows],
  ];
  const found: FoundRegion[] = [];
  const seen = new Set<number>();
  for (const [wide = 0, high = 0] of shapes) {
    const width = Math.min(columns, Math.round(wide));
    const height = Math.min(rows, Math.round(high));
    const size = width * 1000 + height;
    if (Math.min(width, height) < Math.min(LEAST_PLACES, columns, rows) || seen.has(size)) continue;
    seen.add(size);
    const template = new Float32Array(width * height);
    readRegion(
      part,
      { x: 0, y: 0, width: part.width, height: part.height },
      { columns: width, rows: height, out: template },
    );
    let length = 0;
    for (const value of template) length += value * value;
    if (length === 0) continue;
    let [best, bestLeft, bestTop] = [-1, 0, 0];
    for (let top = 0; top + height <= rows; top++) {
      for (let left = 0; left + width <= columns; left++) {
        let product = 0;
        for (let y = 0; y < height; y++) {
          const from = (top + y) * columns + left;
          const at = y * width;
          for (let x = 0; x < width; x++) product += (template[at + x] ?? 0) * (field[from + x] ?? 0);
        }
        const energy =
          (squares[(top + height) * line + left + width] ?? 0) -
          (squares[top * line + left + width] ?? 0) -
          (squares[(top + height) * line + left] ?? 0) +
          (squares[top * line + left] ?? 0);
        const likeness = energy <= 0 ? 0 : product / Math.sqrt(energy * length);
        if (likeness > best) [best, bestLeft, bestTop] = [likeness, left, top];
      }
    }
    const across = whole.width / columns;
    const down = whole.height / rows;
    found.push({
      region: { x: bestLeft * across, y: bestTop * down, width: width * across, height: height * down },
      likeness: best,
    });
  }
  return found.toSorted((a, b) => b.likeness - a.likeness);
};
