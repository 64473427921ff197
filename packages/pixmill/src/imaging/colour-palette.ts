import type { PaletteColour } from './inspection.ts';
import { oklabToHex, rgbToOklab } from './oklab.ts';

const MOST_COLOURS = 8;
const FEWEST_COLOURS = 5;
const ROUNDS = 3;
/** A sixth to eighth colour must stand at least this far (squared, OKLab) from the others; the first five 0.01. */
const WORTH_ADDING = 0.05 ** 2;
const DISTINCT = 0.01 ** 2;

/** Colours in OKLab with their pixels, in flat arrays: all of this runs for every image. */
type Colours = {
  readonly l: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly count: Float64Array;
};

const emptyColours = (length: number): Colours => ({
  l: new Float64Array(length),
  a: new Float64Array(length),
  b: new Float64Array(length),
  count: new Float64Array(length),
});

// One image at a time is measured in a process; kept between images, and cleared by `binSamples`.
const counts = new Uint32Array(4096);
const sums = new Uint32Array(4096 * 3);

/** Groups samples by the high 4 bits of each channel; each bin is the mean colour of its samples. */
const binSamples = (samples: Uint8Array): Colours => {
  counts.fill(0);
  sums.fill(0);
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
  let used = 0;
  for (let bin = 0; bin < counts.length; bin++) if (counts[bin] !== 0) used++;
  const bins = emptyColours(used);
  let at = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (count === 0) continue;
    const mean = (channel: number) => Math.round((sums[bin * 3 + channel] ?? 0) / count);
    const [l, a, b] = rgbToOklab(mean(0), mean(1), mean(2));
    bins.l[at] = l;
    bins.a[at] = a;
    bins.b[at] = b;
    bins.count[at] = count;
    at++;
  }
  return bins;
};

const squaredDistance = (of: Colours, i: number, to: Colours, j: number): number => {
  const l = (of.l[i] ?? 0) - (to.l[j] ?? 0);
  const a = (of.a[i] ?? 0) - (to.a[j] ?? 0);
  const b = (of.b[i] ?? 0) - (to.b[j] ?? 0);
  return l * l + a * a + b * b;
};

/** First colours: the most frequent bin, then always the one with the most pixels times distance from all chosen. */
const seed = (bins: Colours): Colours => {
  const { length } = bins.count;
  const nearest = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const chosen: number[] = [];
  let next = 0;
  for (let bin = 1; bin < length; bin++) if ((bins.count[bin] ?? 0) > (bins.count[next] ?? 0)) next = bin;
  while (chosen.length < Math.min(MOST_COLOURS, length)) {
    const limit = chosen.length < FEWEST_COLOURS ? DISTINCT : WORTH_ADDING;
    if (chosen.length > 0 && (nearest[next] ?? 0) < limit) break;
    const last = next;
    chosen.push(last);
    let best = 0;
    for (let bin = 0; bin < length; bin++) {
      const distance = Math.min(nearest[bin] ?? 0, squaredDistance(bins, bin, bins, last));
      nearest[bin] = distance;
      if (distance * (bins.count[bin] ?? 0) > best) {
        best = distance * (bins.count[bin] ?? 0);
        next = bin;
      }
    }
    if (best === 0) break;
  }
  const clusters = emptyColours(chosen.length);
  for (const [index, bin] of chosen.entries()) {
    clusters.l[index] = bins.l[bin] ?? 0;
    clusters.a[index] = bins.a[bin] ?? 0;
    clusters.b[index] = bins.b[bin] ?? 0;
  }
  return clusters;
};

/** One round of k-means: each bin goes to its nearest cluster, which moves to the mean of its bins. */
const refine = (bins: Colours, clusters: Colours): Colours => {
  const moved = emptyColours(clusters.count.length);
  for (let bin = 0; bin < bins.count.length; bin++) {
    let nearest = 0;
    let distance = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < clusters.count.length; cluster++) {
      const candidate = squaredDistance(bins, bin, clusters, cluster);
      if (candidate < distance) {
        distance = candidate;
        nearest = cluster;
      }
    }
    const count = bins.count[bin] ?? 0;
    moved.count[nearest] = (moved.count[nearest] ?? 0) + count;
    moved.l[nearest] = (moved.l[nearest] ?? 0) + (bins.l[bin] ?? 0) * count;
    moved.a[nearest] = (moved.a[nearest] ?? 0) + (bins.a[bin] ?? 0) * count;
    moved.b[nearest] = (moved.b[nearest] ?? 0) + (bins.b[bin] ?? 0) * count;
  }
  for (let cluster = 0; cluster < moved.count.length; cluster++) {
    const count = moved.count[cluster] ?? 0;
    // A cluster that nothing is nearest to stays where it was.
    moved.l[cluster] = count === 0 ? (clusters.l[cluster] ?? 0) : (moved.l[cluster] ?? 0) / count;
    moved.a[cluster] = count === 0 ? (clusters.a[cluster] ?? 0) : (moved.a[cluster] ?? 0) / count;
    moved.b[cluster] = count === 0 ? (clusters.b[cluster] ?? 0) : (moved.b[cluster] ?? 0) / count;
  }
  return moved;
};

/**
 * The 5 to 8 colours that stand best for the samples (3 bytes each), by k-means in OKLab with fixed seeds; most frequent
 * first, shares rounded to 4 places. Fewer when the picture has fewer. The same samples give the same palette.
 */
export const colourPalette = (samples: Uint8Array): PaletteColour[] => {
  const bins = binSamples(samples);
  let clusters = seed(bins);
  for (let round = 0; round < ROUNDS; round++) clusters = refine(bins, clusters);
  const pixels = samples.length / 3;
  return Array.from(clusters.count, (count, cluster) => ({
    hex: oklabToHex([clusters.l[cluster] ?? 0, clusters.a[cluster] ?? 0, clusters.b[cluster] ?? 0]),
    share: Math.round((count / pixels) * 10_000) / 10_000,
    count,
  }))
    .filter(({ count }) => count > 0)
    .toSorted((p, q) => q.count - p.count)
    .map(({ hex, share }) => ({ hex, share }));
};
