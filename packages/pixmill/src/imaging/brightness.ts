import type { Inspection } from './inspection.ts';
import { binBrightness } from './pixel-statistics.ts';

/** The brightness of the pixel at a (fractional) rank, interpolated between neighbours as numpy's `percentile` does. */
const atRanks = (bins: Uint32Array, ranks: readonly number[]): number[] => {
  const valueAt = (rank: number): number => {
    let seen = 0;
    for (let bin = 0; bin < bins.length; bin++) {
      seen += bins[bin] ?? 0;
      if (seen > rank) return binBrightness(bin);
    }
    return 1;
  };
  return ranks.map((rank) => {
    const below = Math.floor(rank);
    const low = valueAt(below);
    return rank === below ? low : low + (valueAt(below + 1) - low) * (rank - below);
  });
};

/** Percentiles and mean of the perceived brightness, 0..1, from its bins. */
export const brightnessOf = (bins: Uint32Array): Inspection['brightness'] => {
  let count = 0;
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const pixels = bins[bin] ?? 0;
    if (pixels === 0) continue;
    count += pixels;
    sum += pixels * binBrightness(bin);
  }
  const [p1 = 0, p5 = 0, p50 = 0, p95 = 0, p99 = 0] = atRanks(
    bins,
    [0.01, 0.05, 0.5, 0.95, 0.99].map((share) => share * (count - 1)),
  );
  return { p1, p5, p50, p95, p99, mean: sum / count };
};
