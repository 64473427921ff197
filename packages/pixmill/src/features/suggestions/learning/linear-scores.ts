import type { LinearModel } from './logistic-regression.ts';
import { dot, dotAll, matrixOf, rowOf, weightedSums } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import type { Projection } from './projection.ts';

/** A linear model of whole vectors: a row of weights and an offset for each label. */
export type WholeModel = { readonly weights: Matrix; readonly offsets: Float32Array };

/** Makes a model of what is seen along directions one of whole vectors: none has to be projected any more. */
export const unproject = ({ mean, directions, scale }: Projection, model: LinearModel): WholeModel => {
  const along = matrixOf(directions.rows, model.rows);
  for (let label = 0; label < model.rows; label++) {
    const row = rowOf(model, label);
    for (let at = 0; at < directions.rows; at++) rowOf(along, at)[label] = (row[at] ?? 0) * scale;
  }
  const weights = weightedSums(along, directions);
  const offsets = Float32Array.from({ length: model.rows }, (_, label) => {
    const row = rowOf(model, label);
    return (row.at(-1) ?? 0) - dot(rowOf(weights, label), mean);
  });
  return { weights, offsets };
};

/** The scores of the labels for each of these vectors. */
export const scoreLinear = ({ weights, offsets }: WholeModel, vectors: Matrix): Matrix => {
  const scores = dotAll(vectors, weights);
  for (let at = 0; at < scores.values.length; at++) {
    scores.values[at] = (scores.values[at] ?? 0) + (offsets[at % offsets.length] ?? 0);
  }
  return scores;
};
