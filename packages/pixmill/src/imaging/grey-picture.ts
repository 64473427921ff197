/** A small grey picture, ready to be read at any place and size. */
export type GreyPicture = {
  readonly width: number;
  readonly height: number;
  /** Sums of all that is above and to the left: (width + 1) × (height + 1) numbers. */
  readonly sums: Float32Array;
};

/** Longest side of a picture that is compared in detail. */
export const GREY_SIDE = 96;

/** Cells around one whose mean is taken from it: what is left are edges and texture, not light and shade. */
const MEAN_REACH = 5;

/** Sums of a grid, so that the sum of any of its rectangles is four numbers away. */
const sumUp = (values: Float32Array, width: number, height: number): Float32Array => {
  const sums = new Float32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return sums;
};

const withoutLight = (values: Float32Array, width: number, height: number): Float32Array => {
  const sums = sumUp(values, width, height);
  const at = (x: number, y: number): number => sums[y * (width + 1) + x] ?? 0;
  return values.map((value, index) => {
    const x = index % width;
    const y = Math.floor(index / width);
    const [left, right] = [Math.max(0, x - MEAN_REACH), Math.min(width, x + MEAN_REACH + 1)];
    const [top, bottom] = [Math.max(0, y - MEAN_REACH), Math.min(height, y + MEAN_REACH + 1)];
    const sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
    return value - sum / ((right - left) * (bottom - top));
  });
};

/** Makes a small RGB picture (3 bytes a pixel) ready to be compared in detail. */
export const greyPicture = (rgb: Uint8Array, width: number, height: number): GreyPicture => {
  const grey = new Float32Array(width * height);
  for (let index = 0; index < grey.length; index++) {
    const at = index * 3;
    grey[index] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return { width, height, sums: sumUp(withoutLight(grey, width, height), width, height) };
};

/** A rectangle of a picture in its pixels. */
export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Reads a region at `columns` × `rows` places, the mean of each, into `out`. What lies outside of the picture is 0, which
 * is the mean of everything.
 */
export const readRegion = (
  { width, height, sums }: GreyPicture,
  region: Region,
  { columns, rows, out }: { readonly columns: number; readonly rows: number; readonly out: Float32Array },
): void => {
  const line = width + 1;
  const stepX = region.width / columns;
  const stepY = region.height / rows;
  // Sums between four of the table, down and across, so that parts of pixels count.
  const rowSums = (y: number, into: Float64Array): void => {
    const place = Math.min(height, Math.max(0, y));
    const top = Math.min(height - 1, Math.floor(place));
    const part = place - top;
    for (let column = 0; column <= columns; column++) {
      const x = Math.min(width, Math.max(0, region.x + column * stepX));
      const left = Math.min(width - 1, Math.floor(x));
      const share = x - left;
      const at = top * line + left;
      const above = (sums[at] ?? 0) * (1 - share) + (sums[at + 1] ?? 0) * share;
      const below = (sums[at + line] ?? 0) * (1 - share) + (sums[at + line + 1] ?? 0) * share;
      into[column] = above * (1 - part) + below * part;
    }
  };
  let upper = new Float64Array(columns + 1);
  let lower = new Float64Array(columns + 1);
  rowSums(region.y, upper);
  const area = stepX * stepY;
  for (let row = 0; row < rows; row++) {
    rowSums(region.y + (row + 1) * stepY, lower);
    for (let column = 0; column < columns; column++) {
      const sum = (lower[column + 1] ?? 0) - (lower[column] ?? 0) - (upper[column + 1] ?? 0) + (upper[column] ?? 0);
      out[row * columns + column] = sum / area;
    }
    [upper, lower] = [lower, upper];
  }
};

/** The picture mirrored (left is right) or turned by a quarter; the eight ways to look at it are made of these two. */
export const mirrored = ({ width, height, sums }: GreyPicture): GreyPicture => {
  const line = width + 1;
  const out = new Float32Array(sums.length);
  for (let y = 0; y <= height; y++) {
    const all = sums[y * line + width] ?? 0;
    for (let x = 0; x <= width; x++) out[y * line + x] = all - (sums[y * line + width - x] ?? 0);
  }
  return { width, height, sums: out };
};

/** The picture with rows and columns exchanged. */
export const transposed = ({ width, height, sums }: GreyPicture): GreyPicture => {
  const out = new Float32Array(sums.length);
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) out[x * (height + 1) + y] = sums[y * (width + 1) + x] ?? 0;
  }
  return { width: height, height: width, sums: out };
};
