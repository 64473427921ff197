import type { ImageEmbedding } from '../../library/embeddings.repository.ts';
import type { NearImage } from '../../library/nearest-images.ts';

/** How much what is not wanted pushes away, where 1 would be as much as what is wanted pulls. */
export const UNLIKE_WEIGHT = 0.5;

const addTo = (sum: Float64Array, vectors: readonly Float32Array[], weight: number): void => {
  for (const vector of vectors) {
    for (const [at, number] of vector.entries()) sum[at] = (sum[at] ?? 0) + (number * weight) / vectors.length;
  }
};

/**
 * The direction (unit length) that is like some vectors and unlike others: the centroid of the ones minus half of the
 * centroid of the others; `null` when nothing of it is left. All have unit length and as many numbers.
 */
export const directionOf = (likes: readonly Float32Array[], unlikes: readonly Float32Array[]): Float32Array | null => {
  const sum = new Float64Array((likes[0] ?? unlikes[0])?.length ?? 0);
  addTo(sum, likes, 1);
  addTo(sum, unlikes, -UNLIKE_WEIGHT);
  const length = Math.sqrt(sum.reduce((squares, number) => squares + number * number, 0));
  return length < 1e-6 ? null : Float32Array.from(sum, (number) => number / length);
};

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * How like some looks and unlike others something is, by its distances (0..1) from each: 1 is the same picture. Where only
 * unlikeness is asked for, 1 has nothing in common.
 */
export const closenessTo = (likes: readonly number[], unlikes: readonly number[]): number => {
  if (likes.length === 0) return mean(unlikes);
  return 1 - mean(likes) - (unlikes.length === 0 ? 0 : UNLIKE_WEIGHT * (1 - mean(unlikes)));
};

/** Cosine of two vectors of unit length. */
export const cosineOf = (one: Float32Array, other: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return Math.max(-1, Math.min(1, sum));
};

/** The nearest first; of equal ones the newest. */
export const nearestFirst = (near: readonly NearImage[]): NearImage[] =>
  near.toSorted((a, b) => b.similarity - a.similarity || (a.imageId < b.imageId ? 1 : -1));

/** How near vectors are to a direction, the nearest first; those of another length are none. */
export const compareVectors = (direction: Float32Array, others: readonly ImageEmbedding[]): NearImage[] =>
  nearestFirst(
    others
      .filter(({ vector }) => vector.length === direction.length)
      .map(({ imageId, vector }) => ({ imageId, similarity: cosineOf(direction, vector) })),
  );
