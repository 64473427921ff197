import type { NearImage } from '../../library/nearest-images.ts';

/** Cosine of the angle between two vectors of one length, neither of them all zeros. */
export const cosineOf = (one: Float32Array, other: Float32Array): number => {
  let [dot, first, second] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at] ?? 0, other[at] ?? 0];
    dot += a * b;
    first += a * a;
    second += b * b;
  }
  return dot / Math.sqrt(first * second);
};

/** The nearest of some images, nearest first; of two that are as near, in the order of their ids. */
export const keepNearest = (images: readonly NearImage[], limit: number): NearImage[] =>
  images
    .toSorted((one, other) => other.similarity - one.similarity || (one.imageId < other.imageId ? -1 : 1))
    .slice(0, limit);
