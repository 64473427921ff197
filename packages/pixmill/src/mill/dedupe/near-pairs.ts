import { countBits } from './hash-list.ts';
import type { HashList } from './hash-list.ts';

/**
 * Calls `found(i, j, distance)` once, with i < j, for every two hashes at most `maxDistance` (0..11) bits apart.
 *
 * Multi-index hashing (Norouzi, Punjani, Fleet 2012): two 64-bit hashes within r bits agree within floor(r / m) bits in at
 * least one of m bands, so that only hashes with such a band are compared. Up to 4 bits, r + 1 bands agree exactly; above,
 * fewer and wider bands that may differ in one bit compare far fewer. Needs about 12 bytes a hash beside the list.
 */
export const findNearPairs = (
  hashes: HashList,
  maxDistance: number,
  found: (i: number, j: number, distance: number) => void,
): void => {
  const flips = maxDistance <= 4 ? 0 : 1;
  const bands = splitBands(Math.ceil((maxDistance + 1) / (flips + 1)));
  const count = hashes.high.length;
  const sorted = { order: new Uint32Array(count), high: new Uint32Array(count), low: new Uint32Array(count) };
  for (const [bandIndex, band] of bands.entries()) {
    const starts = sortByBand(hashes, band, sorted);
    const earlier = bands.slice(0, bandIndex);
    const compare = (a: number, from: number, to: number): void => {
      const highA = sorted.high[a] ?? 0;
      const lowA = sorted.low[a] ?? 0;
      for (let b = from; b < to; b++) {
        const highBits = highA ^ (sorted.high[b] ?? 0);
        const lowBits = lowA ^ (sorted.low[b] ?? 0);
        const distance = countBits(highBits) + countBits(lowBits);
        if (distance > maxDistance) continue;
        // A pair that agrees well enough in an earlier band has been told already.
        if (
          earlier.some((other) => countBits(highBits & other.highMask) + countBits(lowBits & other.lowMask) <= flips)
        ) {
          continue;
        }
        const i = sorted.order[a] ?? 0;
        const j = sorted.order[b] ?? 0;
        found(Math.min(i, j), Math.max(i, j), distance);
      }
    };
    for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
      const start = starts[bucket] ?? 0;
      const end = starts[bucket + 1] ?? 0;
      if (start === end) continue;
      for (let a = start; a < end; a++) compare(a, a + 1, end);
      if (flips === 0) continue;
      for (let bit = 0; bit < band.width; bit++) {
        const neighbour = bucket ^ (1 << bit);
        if (neighbour < bucket) continue;
        const from = starts[neighbour] ?? 0;
        const to = starts[neighbour + 1] ?? 0;
        if (from === to) continue;
        for (let a = start; a < end; a++) compare(a, from, to);
      }
    }
  }
};

type Band = { readonly shift: number; readonly width: number; readonly highMask: number; readonly lowMask: number };

/** Cuts 64 bits into `count` bands of nearly equal width, lowest first. */
const splitBands = (count: number): Band[] => {
  const bands: Band[] = [];
  let shift = 0;
  for (let index = 0; index < count; index++) {
    const width = Math.floor(64 / count) + (index < 64 % count ? 1 : 0);
    const mask = ((1n << BigInt(width)) - 1n) << BigInt(shift);
    bands.push({ shift, width, highMask: Number(mask >> 32n), lowMask: Number(mask & 0xffff_ffffn) });
    shift += width;
  }
  return bands;
};

const bandValue = (high: number, low: number, { shift, width }: Band): number => {
  // A band may lie across the two words; its width is at most 31 bits wherever shifts by `width` are used.
  if (width >= 32) return shift >= 32 ? high : low;
  const mask = 2 ** width - 1;
  if (shift >= 32) return (high >>> (shift - 32)) & mask;
  const fromLow = low >>> shift;
  return (shift === 0 ? fromLow : fromLow | (high << (32 - shift))) & mask;
};

/** Exact bands only (few and wide) are cut to this; one-bit neighbours need true values, and their bands are narrower. */
const MAX_BUCKET_BITS = 22;

/** Counting sort by the value of a band; returns where each bucket starts, and the end. */
const sortByBand = (
  { high, low }: HashList,
  band: Band,
  sorted: { readonly order: Uint32Array; readonly high: Uint32Array; readonly low: Uint32Array },
): Uint32Array => {
  const bits = Math.min(band.width, MAX_BUCKET_BITS);
  const bucketOf = (index: number): number => {
    const value = bandValue(high[index] ?? 0, low[index] ?? 0, band);
    return band.width > MAX_BUCKET_BITS ? Math.imul(value, 0x9e3779b1) >>> (32 - bits) : value;
  };
  const starts = new Uint32Array(2 ** bits + 1);
  for (let index = 0; index < high.length; index++) {
    const bucket = bucketOf(index) + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  const next = starts.slice();
  for (let index = 0; index < high.length; index++) {
    const bucket = bucketOf(index);
    const place = next[bucket] ?? 0;
    next[bucket] = place + 1;
    sorted.order[place] = index;
    sorted.high[place] = high[index] ?? 0;
    sorted.low[place] = low[index] ?? 0;
  }
  return starts;
};
