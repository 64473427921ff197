import { mixBits } from './random.ts';

/** Smooth noise over the plane, 0..1, whose bumps are about one unit wide. */
export type Noise = (x: number, y: number) => number;

/** Value noise: random values at whole points, smooth in between. */
export const createNoise = (seed: number): Noise => {
  const lattice = (x: number, y: number): number =>
    mixBits(Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 974634777)) / 2 ** 32;
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const [sx, sy] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)];
    const upper = lattice(left, top) * (1 - sx) + lattice(left + 1, top) * sx;
    const lower = lattice(left, top + 1) * (1 - sx) + lattice(left + 1, top + 1) * sx;
    return upper * (1 - sy) + lower * sy;
  };
};

/** Noise at several sizes, each half as wide and half as strong as the one before; 0..1. */
export const layeredNoise = (noise: Noise, x: number, y: number, octaves: number): number => {
  let sum = 0;
  let total = 0;
  for (let octave = 0, scale = 1, weight = 1; octave < octaves; octave++, scale *= 2, weight /= 2) {
    sum += weight * noise(x * scale + octave * 17.3, y * scale - octave * 9.1);
    total += weight;
  }
  return sum / total;
};

/** Values over a canvas that are computed at every `step` pixels only and are smooth in between. */
export const createField = (
  { width, height }: { readonly width: number; readonly height: number },
  step: number,
  valueAt: (x: number, y: number) => number,
): ((x: number, y: number) => number) => {
  const columns = Math.ceil(width / step) + 2;
  const rows = Math.ceil(height / step) + 2;
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = valueAt(column * step, row * step);
    }
  }
  return (x, y) => {
    const column = Math.floor(x / step);
    const row = Math.floor(y / step);
    const [fx, fy] = [x / step - column, y / step - row];
    const at = row * columns + column;
    const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
    const lower = (values[at + columns] ?? 0) * (1 - fx) + (values[at + columns + 1] ?? 0) * fx;
    return upper * (1 - fy) + lower * fy;
  };
};
