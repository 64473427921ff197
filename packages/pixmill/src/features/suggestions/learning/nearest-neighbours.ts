import { dotAll, matrixOf, rowOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** How fast a neighbour counts less that is further away: by its cosine. */
const STEEPNESS = 20;
/** What a label counts that no neighbour has: as little as a neighbour at about a right angle. */
const NOBODY = Math.exp(-STEEPNESS);

/** The examples of which the nearest are asked. */
export type Neighbours = {
  readonly vectors: Matrix;
  readonly labels: Int32Array;
  readonly count: number;
  /** How many of them are asked. */
  readonly asked: number;
};

/**
 * What the nearest say to one vector: for each label the logarithm of how much its neighbours count.
 *
 * @param likeness cosine to each example
 * @param isAsked whether an example may be asked
 */
const askNearest = (
  likeness: Float32Array,
  { labels, asked }: Neighbours,
  scores: Float32Array,
  isAsked: (index: number) => boolean,
): void => {
  const nearest: number[] = [];
  for (let index = 0; index < likeness.length; index++) {
    if (!isAsked(index)) continue;
    const value = likeness[index] ?? 0;
    if (nearest.length === asked && value <= (likeness[nearest.at(-1) ?? 0] ?? 0)) continue;
    let place = nearest.length;
    while (place > 0 && value > (likeness[nearest[place - 1] ?? 0] ?? 0)) place--;
    nearest.splice(place, 0, index);
    if (nearest.length > asked) nearest.pop();
  }
  scores.fill(NOBODY);
  for (const index of nearest) {
    const label = labels[index] ?? 0;
    scores[label] = (scores[label] ?? 0) + Math.exp(STEEPNESS * ((likeness[index] ?? 0) - 1));
  }
  for (let label = 0; label < scores.length; label++) scores[label] = Math.log(scores[label] ?? NOBODY);
};

/** What the nearest examples say to each of these vectors: scores of the labels, to be calibrated. */
export const scoreByNearest = (neighbours: Neighbours, vectors: Matrix): Matrix => {
  const scores = matrixOf(vectors.rows, neighbours.count);
  const likeness = dotAll(vectors, neighbours.vectors);
  for (let row = 0; row < vectors.rows; row++) {
    askNearest(rowOf(likeness, row), neighbours, rowOf(scores, row), () => true);
  }
  return scores;
};

/** What the nearest of the other folds say to each example. */
export const scoreExamples = (neighbours: Neighbours, likeness: Matrix, folds: Uint8Array): Matrix => {
  const scores = matrixOf(likeness.rows, neighbours.count);
  for (let row = 0; row < likeness.rows; row++) {
    askNearest(rowOf(likeness, row), neighbours, rowOf(scores, row), (other) => folds[other] !== folds[row]);
  }
  return scores;
};
