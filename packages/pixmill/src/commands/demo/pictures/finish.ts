import type { Canvas } from './canvas.ts';
import { mixBits } from './random.ts';

/** Grain, as a sensor or paper has it (`grain` in brightness steps), and corners that are darker by `vignette` (0..1). */
export const finish = (
  { width, height, data }: Canvas,
  { seed, grain, vignette }: { readonly seed: number; readonly grain: number; readonly vignette: number },
): void => {
  let state = mixBits(seed) | 1;
  const reach = (width / 2) ** 2 + (height / 2) ** 2;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      // Xorshift (Marsaglia 2003); the sum of two bytes makes small deviations likelier than large ones.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const noise = (((state & 255) + ((state >>> 8) & 255)) / 255 - 1) * grain;
      const shade = 1 - (vignette * ((x - width / 2) ** 2 + (y - height / 2) ** 2)) / reach;
      data[at] = (data[at] ?? 0) * shade + noise;
      data[at + 1] = (data[at + 1] ?? 0) * shade + noise;
      data[at + 2] = (data[at + 2] ?? 0) * shade + noise;
    }
  }
};
