import type { CleanvisionScores } from './inspection.ts';
import { pilResize } from './pil-resize.ts';
import { greyHistogram } from './pixel-statistics.ts';
import type { GreyPicture, ReducedGrey } from './pixels.ts';

const MAX_SIDE = 64;
/** Entropy in bits of a histogram, as PIL's `Image.entropy`; 0..9.6 for three channels in one histogram, else 0..8. */
export const histogramEntropy = (histogram: Uint32Array): number => {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of histogram) {
    if (count > 0) entropy -= (count / total) * Math.log2(count / total);
  }
  return entropy;
};

/** Variance of PIL's FIND_EDGES (8 c - its 8 neighbours, clipped to 0..255); the outermost pixels are copied as PIL does. */
const edgeVariance = ({ width, height, data }: GreyPicture): number => {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      let value = data[index] ?? 0;
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
        value *= 9;
        for (let row = index - width; row <= index + width; row += width) {
          value -= (data[row - 1] ?? 0) + (data[row] ?? 0) + (data[row + 1] ?? 0);
        }
        value = Math.max(0, Math.min(255, value));
      }
      sum += value;
      squares += value * value;
    }
  }
  const count = width * height;
  return Math.max(0, squares / count - (sum / count) ** 2);
};

/** Standard deviation of the 256 counts of the grey histogram (not of the grey values: so cleanvision defines it). */
const histogramDeviation = (grey: GreyPicture): number => {
  const counts = greyHistogram(grey);
  const mean = grey.data.length / 256;
  return Math.sqrt(counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 256);
};

/** cleanvision's `blurry` score, from the grey picture; `width` and `height` are those of the original. */
const blurryScore = (grey: ReducedGrey, width: number, height: number): number => {
  const ratio = Math.max(width, height) / MAX_SIDE;
  let small: GreyPicture = grey;
  if (ratio > 1) {
    const columns = Math.max(1, Math.floor(width / ratio));
    const rows = Math.max(1, Math.floor(height / ratio));
    small = pilResize(grey, columns, rows);
  }
  const edges = 1 - Math.exp(-0.01 * Math.sqrt(edgeVariance(small)));
  const spread = 1 - Math.exp(-0.01 * histogramDeviation(small));
  return Math.min(1, edges + (spread <= 0.18 ? 0 : spread));
};

/**
 * cleanvision 0.3's scores, 0..1, low is bad (image_property.py): `dark` the 99th percentile of perceived brightness,
 * `light` 1 - the 5th, `oddAspectRatio` min(w/h, h/w), `lowInformation` min(1, entropy / 10), `blurry` from edges and
 * the grey histogram at 64 pixels.
 */
export const cleanvisionScores = (of: {
  readonly width: number;
  readonly height: number;
  /** At least 128 pixels long, when the original is. */
  readonly grey: ReducedGrey;
  readonly entropy: number;
  readonly brightness: { readonly p5: number; readonly p99: number };
}): CleanvisionScores => ({
  dark: of.brightness.p99,
  light: 1 - of.brightness.p5,
  oddAspectRatio: Math.min(of.width / of.height, of.height / of.width),
  lowInformation: Math.min(1, of.entropy / 10),
  blurry: blurryScore(of.grey, of.width, of.height),
});
