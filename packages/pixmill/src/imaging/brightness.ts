import type { Inspection } from './inspection.ts';
import { BRIGHTNESS_BINS, binBrightness } from './pixel-statistics.ts';

const VALUES = Float64Array.from({ length: BRIGHTNESS_BINS }, (_, bin) => binBrightness(bin));

/** The bin of the pixel at each (whole, rising) rank. */
const binsAt = (bins: Uint32Array, ranks: readonly number[]): number[] => {
  let bin = 0;
  let seen = bins[0] ?? 0;
  return ranks.map((rank) => {
    while (seen <= rank && bin < bins.length - 1) seen += bins[++bin] ?? 0;
    return bin;
  });
};

/**
 * Percentiles (interpolated between neighbours as numpy's `percentile` does) and mean of the perceived brightness,
 * 0..1, and its standard deviation, from the bins of `pixelStatistics`.
 */
export const brightnessOf = (
  bins: Uint32Array,
): { readonly brightness: Inspection['brightness']; readonly deviation: number } => {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const pixels = bins[bin] ?? 0;
    const value = VALUES[bin] ?? 0;
    count += pixels;
    sum += pixels * value;
    squares += pixels * value * value;
  }
  const ranks = [0.01, 0.05, 0.5, 0.95, 0.99].map((share) => share * (count - 1));
  const found = binsAt(
    bins,
    ranks.flatMap((rank) => [Math.floor(rank), Math.min(count - 1, Math.floor(rank) + 1)]),
  );
  const [p1 = 0, p5 = 0, p50 = 0, p95 = 0, p99 = 0] = ranks.map((rank, index) => {
    const low = VALUES[found[index * 2] ?? 0] ?? 0;
    const high = VALUES[found[index * 2 + 1] ?? 0] ?? 0;
    return low + (high - low) * (rank % 1);
  });
  const mean = sum / count;
  return {
    brightness: { p1, p5, p50, p95, p99, mean },
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
  };
};
