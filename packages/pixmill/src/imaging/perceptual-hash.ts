import { averageColumns, GREY_CELLS as SIDE, greyCells } from './area-average.ts';
import type { GreyCells } from './area-average.ts';
import type { ReducedGrey } from './pixels.ts';

const LOW = 8;

/** DCT-II of 32 values, its lowest 8 frequencies, orthonormal. */
const COSINES = Float64Array.from({ length: LOW * SIDE }, (_, index) => {
  const frequency = Math.floor(index / SIDE);
  const scale = Math.sqrt((frequency === 0 ? 1 : 2) / SIDE);
  return scale * Math.cos((Math.PI * frequency * ((index % SIDE) + 0.5)) / SIDE);
});

/** A coefficient (in grey values times 32 at most) that noise alone can make; it counts as none. */
const NOISE = 0.75;
/** With fewer coefficients than this a hash is made of the noise of a flat picture. */
const ENOUGH_COEFFICIENTS = 20;

const toHex = (bits: readonly boolean[]): string => {
  let hex = '';
  for (let index = 0; index < bits.length; index += 4) {
    const digit =
      (bits[index] ? 8 : 0) + (bits[index + 1] ? 4 : 0) + (bits[index + 2] ? 2 : 0) + (bits[index + 3] ? 1 : 0);
    hex += digit.toString(16);
  }
  return hex;
};

/** The 8 x 8 lowest coefficients of the 2-D DCT-II of 32 x 32 grey values, noise set to zero. */
const lowCoefficients = (cells: Float32Array): Float64Array => {
  const columns = Array.from({ length: SIDE }, (_, row) => {
    const transformed = new Float64Array(LOW);
    for (let u = 0; u < LOW; u++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += (COSINES[u * SIDE + x] ?? 0) * (cells[row * SIDE + x] ?? 0);
      transformed[u] = sum;
    }
    return transformed;
  });
  const coefficients = new Float64Array(LOW * LOW);
  for (let v = 0; v < LOW; v++) {
    for (let u = 0; u < LOW; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += (COSINES[v * SIDE + y] ?? 0) * (columns[y]?.[u] ?? 0);
      coefficients[v * LOW + u] = Math.abs(sum) < NOISE ? 0 : sum;
    }
  }
  return coefficients;
};

const addTo = (sums: Float32Array, row: Float32Array | undefined): void => {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (row?.[x] ?? 0);
};

/** The hashes of a picture, 16 hex digits each, and whether they carry enough to compare pictures by. */
export type PerceptualHashes = { readonly phash: string; readonly dhash: string; readonly hashable: boolean };

/**
 * Perceptual hashes of an upright grey picture of any size.
 * pHash (as imagededup defines it): 32 x 32 area averages, DCT-II, the 8 x 8 lowest coefficients, bit set where one is
 * at least the median of all but the first. dHash: 9 x 8 area averages, bit set where a cell is brighter than its left
 * neighbour. Bits row by row, the first is the highest. `hashable` is false for a picture so flat that unlike pictures
 * share its hash.
 */
export const perceptualHashes = (
  grey: ReducedGrey,
  { bands, cells }: GreyCells = greyCells(grey),
): PerceptualHashes => {
  const coefficients = lowCoefficients(cells);
  const median = coefficients.slice(1).toSorted()[(LOW * LOW - 2) / 2] ?? 0;
  const significant = coefficients.reduce((count, value, index) => count + (index > 0 && value !== 0 ? 1 : 0), 0);
  const gradient: boolean[] = [];
  const joined = new Float32Array(grey.width);
  for (let band = 0; band < SIDE; band += SIDE / 8) {
    joined.fill(0);
    for (let index = band; index < band + SIDE / 8; index++) addTo(joined, bands[index]);
    const cells = averageColumns(joined, grey.extent.width, 9);
    // Half a grey value (four rows are summed) keeps the noise of flat parts out of the bits.
    for (let x = 0; x < 8; x++) gradient.push((cells[x + 1] ?? 0) - (cells[x] ?? 0) > 2);
  }
  return {
    phash: toHex(Array.from(coefficients, (value, index) => index === 0 || value >= median)),
    dhash: toHex(gradient),
    hashable: significant >= ENOUGH_COEFFICIENTS,
  };
};
