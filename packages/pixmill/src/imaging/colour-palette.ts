import type { PaletteColour } from './inspection.ts';
import { type Oklab, oklabDistance, oklabToHex, rgbToOklab } from './oklab.ts';

const MOST_COLOURS = 8;
const FEWEST_COLOURS = 5;
const ROUNDS = 4;
/** A sixth to eighth colour must stand at least this far (squared, OKLab) from the others; the first five 0.01. */
const WORTH_ADDING = 0.05 ** 2;
const DISTINCT = 0.01 ** 2;

type Bin = { readonly colour: Oklab; readonly count: number };
type Cluster = { colour: Oklab; count: number };

/** Groups samples by the high 4 bits of each channel; each bin is the mean colour of its samples. */
const binSamples = (samples: Uint8Array): Bin[] => {
  const counts = new Uint32Array(4096);
  const sums = new Float64Array(4096 * 3);
  for (let index = 0; index < samples.length; index += 3) {
    const r = samples[index] ?? 0;
    const g = samples[index + 1] ?? 0;
    const b = samples[index + 2] ?? 0;
    const bin = ((r >> 4) << 8) | ((g >> 4) << 4) | (b >> 4);
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[bin * 3] = (sums[bin * 3] ?? 0) + r;
    sums[bin * 3 + 1] = (sums[bin * 3 + 1] ?? 0) + g;
    sums[bin * 3 + 2] = (sums[bin * 3 + 2] ?? 0) + b;
  }
  const bins: Bin[] = [];
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (count === 0) continue;
    const [r = 0, g = 0, b = 0] = sums.subarray(bin * 3, bin * 3 + 3);
    bins.push({ colour: rgbToOklab(r / count, g / count, b / count), count });
  }
  return bins;
};

/** First colours: the most frequent bin, then always the one with the most pixels times distance from all chosen. */
const seed = (bins: readonly Bin[]): Cluster[] => {
  const nearest = new Float64Array(bins.length).fill(Number.POSITIVE_INFINITY);
  const clusters: Cluster[] = [];
  let next = bins.reduce((best, bin, index) => (bin.count > (bins[best]?.count ?? 0) ? index : best), 0);
  while (clusters.length < MOST_COLOURS) {
    const chosen = bins[next];
    const limit = clusters.length < FEWEST_COLOURS ? DISTINCT : WORTH_ADDING;
    if (chosen === undefined || (clusters.length > 0 && (nearest[next] ?? 0) < limit)) break;
    clusters.push({ colour: chosen.colour, count: 0 });
    let best = 0;
    for (const [index, bin] of bins.entries()) {
      const distance = Math.min(nearest[index] ?? 0, oklabDistance(bin.colour, chosen.colour));
      nearest[index] = distance;
      if (distance * bin.count > best) {
        best = distance * bin.count;
        next = index;
      }
    }
    if (best === 0) break;
  }
  return clusters;
};

const refine = (bins: readonly Bin[], clusters: Cluster[]): Cluster[] => {
  const sums = clusters.map(() => ({ count: 0, l: 0, a: 0, b: 0 }));
  for (const { colour, count } of bins) {
    let best = 0;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const [index, cluster] of clusters.entries()) {
      const distance = oklabDistance(colour, cluster.colour);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = index;
      }
    }
    const sum = sums[best];
    if (sum === undefined) continue;
    sum.count += count;
    sum.l += colour[0] * count;
    sum.a += colour[1] * count;
    sum.b += colour[2] * count;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ count, l, a, b }) => ({ count, colour: [l / count, a / count, b / count] as const }));
};

/**
 * The 5 to 8 colours that stand best for the samples (3 bytes each), by k-means in OKLab with fixed seeds; most frequent
 * first, shares rounded to 4 places. Fewer when the picture has fewer. The same samples give the same palette.
 */
export const colourPalette = (samples: Uint8Array): PaletteColour[] => {
  const bins = binSamples(samples);
  let clusters = seed(bins);
  for (let round = 0; round < ROUNDS; round++) clusters = refine(bins, clusters);
  return clusters
    .toSorted((a, b) => b.count - a.count)
    .map(({ colour, count }) => ({
      hex: oklabToHex(colour),
      share: Math.round((count / (samples.length / 3)) * 10_000) / 10_000,
    }));
};
