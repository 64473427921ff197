import { seededRandom } from '../../imaging/seeded-random.ts';
import type { PackedVectors } from './nearest-pairs.ts';

/** Numbers that are kept of a vector; of longer ones each number is added to one of these or taken from it, by chance. */
const MOST_DIMENSIONS = 256;
const LARGEST = 127;
const SEED = 20_261_120;

/** Takes vectors one by one and keeps a quarter of a kilobyte of each. */
export const openPacker = (
  dimensions: number,
): {
  readonly add: (vector: Float32Array) => void;
  readonly packed: () => PackedVectors;
} => {
  const kept = Math.min(dimensions, MOST_DIMENSIONS);
  const random = seededRandom(SEED);
  const places = Uint16Array.from({ length: dimensions }, (_, index) =>
    kept === dimensions ? index : Math.floor(random() * kept),
  );
  const signs = Int8Array.from({ length: dimensions }, () => (kept === dimensions || random() < 0.5 ? 1 : -1));
  const sums = new Float32Array(kept);
  let numbers = new Int8Array(new SharedArrayBuffer(1024 * kept));
  let scales = new Float32Array(new SharedArrayBuffer(1024 * 4));
  let count = 0;

  const grow = (): void => {
    const more = new Int8Array(new SharedArrayBuffer(numbers.length * 2));
    more.set(numbers);
    numbers = more;
    const moreScales = new Float32Array(new SharedArrayBuffer(scales.length * 8));
    moreScales.set(scales);
    scales = moreScales;
  };

  return {
    add: (vector) => {
      if (count === scales.length) grow();
      sums.fill(0);
      for (let index = 0; index < dimensions; index++) {
        const place = places[index] ?? 0;
        sums[place] = (sums[place] ?? 0) + (signs[index] ?? 1) * (vector[index] ?? 0);
      }
      let [largest, squares] = [0, 0];
      for (const sum of sums) {
        largest = Math.max(largest, Math.abs(sum));
        squares += sum * sum;
      }
      // Of unit length again, whatever fell together.
      const length = Math.sqrt(squares);
      for (let index = 0; index < kept; index++) {
        numbers[count * kept + index] = largest === 0 ? 0 : Math.round(((sums[index] ?? 0) / largest) * LARGEST);
      }
      scales[count] = length === 0 ? 0 : largest / LARGEST / length;
      count++;
    },
    packed: () => ({ count, dimensions: kept, numbers, scales }),
  };
};

/** A number that is another one for another vector (FNV-1a over its bytes, 48 bits). */
export const digestOf = (vector: Float32Array): number => {
  const words = new Uint32Array(vector.buffer, vector.byteOffset, vector.length);
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (const word of words) {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul(high ^ word, 0x85ebca6b);
    high ^= low >>> 13;
  }
  return (high & 0xffff) * 2 ** 32 + (low >>> 0);
};
