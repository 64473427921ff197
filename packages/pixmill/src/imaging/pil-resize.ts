import type { GreyPicture } from './pixels.ts';

/** The bicubic of PIL: Keys' kernel with a = -0.5. */
const bicubic = (distance: number): number => {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
};

type Weights = { readonly first: number; readonly weights: Float64Array };

/** The weights of each output cell, as PIL's `precompute_coeffs` makes them: support grows with the scale. */
const weightsFor = (input: number, output: number): readonly Weights[] => {
  const scale = input / output;
  const filterScale = Math.max(scale, 1);
  const support = 2 * filterScale;
  return Array.from({ length: output }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(input, Math.trunc(centre + support + 0.5));
    const weights = Float64Array.from({ length: end - first }, (__, x) =>
      bicubic((x + first - centre + 0.5) / filterScale),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: weights.map((weight) => weight / total) };
  });
};

const toByte = (value: number): number => Math.max(0, Math.min(255, Math.floor(value + 0.5)));

/**
 * Resizes a grey picture as PIL's `Image.resize` does by default (bicubic with support scaled, columns first, 8 bits in
 * between).
 */
export const pilResize = ({ width, height, data }: GreyPicture, columns: number, rows: number): GreyPicture => {
  const narrow = new Uint8Array(columns * height);
  for (const [x, { first, weights }] of weightsFor(width, columns).entries()) {
    for (let y = 0; y < height; y++) {
      let sum = 0;
      const start = y * width + first;
      for (let index = 0; index < weights.length; index++) sum += (weights[index] ?? 0) * (data[start + index] ?? 0);
      narrow[y * columns + x] = toByte(sum);
    }
  }
  const resized = new Uint8Array(columns * rows);
  for (const [y, { first, weights }] of weightsFor(height, rows).entries()) {
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let index = 0; index < weights.length; index++) {
        sum += (weights[index] ?? 0) * (narrow[(first + index) * columns + x] ?? 0);
      }
      resized[y * columns + x] = toByte(sum);
    }
  }
  return { width: columns, height: rows, data: resized };
};

/** The mean of each `factor` x `factor` pixels (fewer at the right and bottom edge), like PIL's `Image.reduce`. */
export const boxReduce = ({ width, height, data }: GreyPicture, factor: number): GreyPicture => {
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const reduced = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const bottom = Math.min(height, (row + 1) * factor);
    for (let column = 0; column < columns; column++) {
      const right = Math.min(width, (column + 1) * factor);
      let sum = 0;
      for (let y = row * factor; y < bottom; y++) {
        for (let x = column * factor; x < right; x++) sum += data[y * width + x] ?? 0;
      }
      reduced[row * columns + column] = Math.round(sum / ((bottom - row * factor) * (right - column * factor)));
    }
  }
  return { width: columns, height: rows, data: reduced };
};
