import type { GreyPicture, RgbPicture } from './pixels.ts';

/** Longest side, roughly, of the grey picture that sharpness and hashes are made from. */
const GREY_SIDE = 512;

/**
 * Bins of perceived brightness. A bin holds pixels whose 241 R^2 + 691 G^2 + 68 B^2 (0..65,025,000) agree but for the
 * last 13 bits; its brightness is exact to 0.0003 above 0.2.
 */
export const BRIGHTNESS_BINS = 7938;
const BRIGHTNESS_SHIFT = 13;

/** Perceived brightness, 0..1, of the middle of a bin: sqrt(0.241 R^2 + 0.691 G^2 + 0.068 B^2) / 255. */
export const binBrightness = (bin: number): number => {
  if (bin === 0) return 0;
  if (bin === BRIGHTNESS_BINS - 1) return 1;
  return Math.sqrt(((bin + 0.5) * 2 ** BRIGHTNESS_SHIFT) / 1000) / 255;
};

/** What one pass over the pixels collects. */
export type PixelStatistics = {
  /** Pixels by value: 256 of red, then 256 of green, then 256 of blue. */
  readonly channels: Uint32Array;
  /** Pixels by perceived brightness. */
  readonly brightness: Uint32Array;
  /** The grey picture by PIL's formula, each pixel the mean of `step` x `step` original ones; the step is 1 below 768. */
  readonly grey: GreyPicture;
  readonly step: number;
};

type Target = { readonly grey: Uint8Array; readonly channels: Uint32Array; readonly brightness: Uint32Array };

/** Counts the pixels from `start` to `end` (pixel numbers) and writes their grey values from `at` on. */
const countPixels = (data: Uint8Array, start: number, end: number, at: number, target: Target): void => {
  const { grey, channels, brightness } = target;
  let position = start * 3;
  for (let index = start; index < end; index++) {
    const r = data[position] ?? 0;
    const g = data[position + 1] ?? 0;
    const b = data[position + 2] ?? 0;
    position += 3;
    channels[r] = (channels[r] ?? 0) + 1;
    channels[256 + g] = (channels[256 + g] ?? 0) + 1;
    channels[512 + b] = (channels[512 + b] ?? 0) + 1;
    const bin = (r * r * 241 + g * g * 691 + b * b * 68) >> BRIGHTNESS_SHIFT;
    brightness[bin] = (brightness[bin] ?? 0) + 1;
    // PIL's grey: L = (R * 19595 + G * 38470 + B * 7471 + 0x8000) >> 16.
    grey[at + index - start] = (r * 19_595 + g * 38_470 + b * 7471 + 0x8000) >> 16;
  }
};

/** Adds each `step` neighbours of a row to one sum. */
const addRow = (row: Uint8Array, sums: Uint32Array, step: number): void => {
  let position = 0;
  for (let cell = 0; cell < sums.length; cell++) {
    let sum = 0;
    const end = Math.min(position + step, row.length);
    while (position < end) sum += row[position++] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + sum;
  }
};

/** One pass over an upright sRGB picture of any size, for all histograms and the grey picture. */
export const pixelStatistics = ({ width, height, data }: RgbPicture): PixelStatistics => {
  const channels = new Uint32Array(768);
  const brightness = new Uint32Array(BRIGHTNESS_BINS);
  const step = Math.max(1, Math.round(Math.max(width, height) / GREY_SIDE));
  if (step === 1) {
    const grey = new Uint8Array(width * height);
    countPixels(data, 0, width * height, 0, { grey, channels, brightness });
    return { channels, brightness, grey: { width, height, data: grey }, step };
  }
  // A side shorter than the step becomes one cell; what is left over at the right and bottom edge is not in the grey.
  const columns = Math.max(1, Math.floor(width / step));
  const rows = Math.max(1, Math.floor(height / step));
  const rowsEach = Math.min(step, height);
  const area = Math.min(step, width) * rowsEach;
  const grey = new Uint8Array(columns * rows);
  const row = new Uint8Array(width);
  const sums = new Uint32Array(columns);
  for (let y = 0; y < height; y++) {
    countPixels(data, y * width, (y + 1) * width, 0, { grey: row, channels, brightness });
    addRow(row, sums, step);
    const last = Math.floor(y / rowsEach);
    if ((y + 1) % rowsEach === 0 && last < rows) {
      for (let x = 0; x < columns; x++) grey[last * columns + x] = Math.round((sums[x] ?? 0) / area);
      sums.fill(0);
    }
  }
  return { channels, brightness, grey: { width: columns, height: rows, data: grey }, step };
};

/**
 * Variance of the Laplacian (4 c - l - r - u - d) of a grey picture; higher is sharper. Only every second row is looked
 * at, which halves the cost and moves the figure by about 1 %. Pictures under 3 pixels have none: 0.
 */
export const laplacianVariance = ({ width, height, data }: GreyPicture): number => {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 2) {
    let rowSum = 0;
    let rowSquares = 0;
    for (let index = y * width + 1, end = index + width - 2; index < end; index++) {
      const value =
        4 * (data[index] ?? 0) -
        (data[index - 1] ?? 0) -
        (data[index + 1] ?? 0) -
        (data[index - width] ?? 0) -
        (data[index + width] ?? 0);
      rowSum += value;
      rowSquares += value * value;
    }
    sum += rowSum;
    squares += rowSquares;
    count += Math.max(0, width - 2);
  }
  return count === 0 ? 0 : Math.max(0, squares / count - (sum / count) ** 2);
};

/** Standard deviation of a grey picture, 0..255. */
export const greyDeviation = ({ data }: GreyPicture): number => {
  const counts = greyHistogram({ data });
  let sum = 0;
  let squares = 0;
  for (let value = 0; value < 256; value++) {
    const count = counts[value] ?? 0;
    sum += count * value;
    squares += count * value * value;
  }
  const mean = sum / data.length;
  return Math.sqrt(Math.max(0, squares / data.length - mean * mean));
};

/** Pixels of a grey picture by value, 256 bins. */
export const greyHistogram = ({ data }: { readonly data: Uint8Array }): Uint32Array => {
  const counts = new Uint32Array(256);
  for (let index = 0; index < data.length; index++) {
    const value = data[index] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
};
