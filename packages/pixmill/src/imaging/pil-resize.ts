import type { GreyPicture, ReducedGrey } from './pixels.ts';

/** The bicubic of PIL: Keys' kernel with a = -0.5. */
const bicubic = (distance: number): number => {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
};

type Weights = { readonly first: number; readonly weights: Float64Array };

/** The weights of each output cell, as PIL's `precompute_coeffs` makes them: support grows with the scale. */
const weightsFor = (input: number, extent: number, output: number): Weights[] => {
  const scale = extent / output;
  const filterScale = Math.max(scale, 1);
  const support = 2 * filterScale;
  const cells: Weights[] = [];
  for (let cell = 0; cell < output; cell++) {
    const centre = (cell + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(input, Math.trunc(centre + support + 0.5));
    const weights = new Float64Array(end - first);
    let total = 0;
    for (let x = first; x < end; x++) {
      const weight = bicubic((x - centre + 0.5) / filterScale);
      weights[x - first] = weight;
      total += weight;
    }
    for (let index = 0; index < weights.length; index++) weights[index] = (weights[index] ?? 0) / total;
    cells.push({ first, weights });
  }
  return cells;
};

const toByte = (value: number): number => Math.max(0, Math.min(255, Math.floor(value + 0.5)));

/**
 * Resizes a grey picture as PIL's `Image.resize` does by default (bicubic with support scaled, columns first, 8 bits in
 * between).
 */
export const pilResize = (picture: ReducedGrey, columns: number, rows: number): GreyPicture => {
  const { width, height, data, extent } = picture;
  const narrow = new Uint8Array(columns * height);
  let column = 0;
  for (const { first, weights } of weightsFor(width, extent.width, columns)) {
    for (let y = 0; y < height; y++) {
      let sum = 0;
      const start = y * width + first;
      for (let index = 0; index < weights.length; index++) sum += (weights[index] ?? 0) * (data[start + index] ?? 0);
      narrow[y * columns + column] = toByte(sum);
    }
    column++;
  }
  const resized = new Uint8Array(columns * rows);
  let row = 0;
  for (const { first, weights } of weightsFor(height, extent.height, rows)) {
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let index = 0; index < weights.length; index++) {
        sum += (weights[index] ?? 0) * (narrow[(first + index) * columns + x] ?? 0);
      }
      resized[row * columns + x] = toByte(sum);
    }
    row++;
  }
  return { width: columns, height: rows, data: resized };
};

const addRow = (sums: Uint32Array, data: Uint8Array, offset: number): void => {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (data[offset + x] ?? 0);
};

/** The mean of each `factor` x `factor` pixels (fewer at the right and bottom edge), as PIL's `Image.reduce`. */
export const reduceGrey = ({ width, height, data }: GreyPicture, factor: number): ReducedGrey => {
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const reduced = new Uint8Array(columns * rows);
  const sums = new Uint32Array(width);
  for (let row = 0; row < rows; row++) {
    const bottom = Math.min(height, (row + 1) * factor);
    sums.fill(0);
    for (let y = row * factor; y < bottom; y++) addRow(sums, data, y * width);
    let x = 0;
    for (let column = 0; column < columns; column++) {
      const start = x;
      const end = Math.min(width, x + factor);
      let sum = 0;
      while (x < end) sum += sums[x++] ?? 0;
      reduced[row * columns + column] = sum / ((bottom - row * factor) * (end - start)) + 0.5;
    }
  }
  const extent = { width: width / factor, height: height / factor };
  return { width: columns, height: rows, data: reduced, extent };
};

/**
 * A copy whose longer side is about `side` to 2 `side` pixels, or the picture itself when it is no larger: what hashes
 * and the `blurry` score are made from. With 128 the exact bicubic to 64 pixels comes out as from the original but for
 * noise (PIL's `reducing_gap` of 2).
 */
export const reduceTo = (picture: ReducedGrey, side: number): ReducedGrey => {
  const factor = Math.floor(Math.max(picture.width, picture.height) / side);
  if (factor <= 1) return picture;
  const { width, height, data, extent } = reduceGrey(picture, factor);
  // Both reductions leave their fraction at the right and bottom edge.
  const fraction = { width: picture.extent.width / picture.width, height: picture.extent.height / picture.height };
  return {
    width,
    height,
    data,
    extent: { width: extent.width * fraction.width, height: extent.height * fraction.height },
  };
};
