import { seededRandom } from './seeded-random.ts';
import { SHAPE_BYTES, TONE_BYTES } from './shape-descriptor.ts';

/** Bits of a signature come in bands: shapes that are alike have most bits in common, and some whole bands. */
const SIGNATURE_BANDS = 12;
const BAND_BITS = 16;
export const SIGNATURE_BITS = SIGNATURE_BANDS * BAND_BITS;

/** Each bit says which of two sets of so many edge counts is the larger. */
const SET_SIZE = 16;
/** Never to be changed: signatures are stored. */
const SEED = 7;

const shuffledEdges = (random: () => number): number[] => {
  const edges = Array.from({ length: SHAPE_BYTES - TONE_BYTES }, (_, index) => index);
  for (let last = edges.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [edges[last], edges[other]] = [edges[other] ?? 0, edges[last] ?? 0];
  }
  return edges;
};

/** For each bit in turn, the numbers of the bytes that are added and then of those that are taken away. */
const SETS = (() => {
  const random = seededRandom(SEED);
  const edges = Array.from({ length: SIGNATURE_BITS }, () => shuffledEdges(random).slice(0, 2 * SET_SIZE));
  return Uint8Array.from(edges.flat(), (edge) => TONE_BYTES + edge);
})();

/**
 * A shape as 192 bits that can be compared by counting those that differ, and found by whole bands (random projections:
 * Charikar, "Similarity estimation techniques from rounding algorithms", 2002). Positive where the bit is set; the size
 * says how surely.
 */
export const signatureMargins = (shape: Uint8Array): Int16Array => {
  const margins = new Int16Array(SIGNATURE_BITS);
  for (let bit = 0; bit < SIGNATURE_BITS; bit++) {
    let sum = 0;
    for (let index = 2 * SET_SIZE * bit, middle = index + SET_SIZE; index < middle; index++) {
      sum += (shape[SETS[index] ?? 0] ?? 0) - (shape[SETS[index + SET_SIZE] ?? 0] ?? 0);
    }
    margins[bit] = sum;
  }
  return margins;
};

/** The bits of a signature as `0` and `1`, the first one first. */
export const signatureBits = (margins: Int16Array): string => {
  let bits = '';
  for (const margin of margins) bits += margin > 0 ? '1' : '0';
  return bits;
};

/**
 * The values of the bands (0..65535), each followed by what it would be if its least sure bits were the other way: one of
 * the first `flips`, and the two pairs of the first three when there are so many.
 */
export const signatureBands = (margins: Int16Array, flips = 0): number[][] =>
  Array.from({ length: SIGNATURE_BANDS }, (_, band) => {
    const bits = margins.subarray(band * BAND_BITS, (band + 1) * BAND_BITS);
    const value = bits.reduce((sum, margin, bit) => sum | (margin > 0 ? 1 << bit : 0), 0);
    if (flips === 0) return [value];
    const unsure = Array.from(bits, (margin, bit) => ({ size: Math.abs(margin), mask: 1 << bit }))
      .toSorted((a, b) => a.size - b.size)
      .slice(0, flips)
      .map(({ mask }) => mask);
    const [first = 0, second = 0, third = 0] = unsure;
    const pairs = flips < 3 ? [] : [first | second, first | third];
    return [value, ...[...unsure, ...pairs].map((mask) => value ^ mask)];
  });
