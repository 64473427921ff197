import type { VectorModel } from '../../platform/vectors/vector-rows.ts';

/** Vectors that can be compared with each other: one model, one version, one size. */
export type VectorSpace = { readonly model: string; readonly version: number; readonly dimensions: number };

/** The table of the vector store that holds a space. */
export const tableOf = ({ model, version, dimensions }: VectorSpace): VectorModel => ({
  model: `${model}.v${version}`,
  dimensions,
});

/** One name for each space. */
export const spaceKey = ({ model, version, dimensions }: VectorSpace): string => `${model} ${version} ${dimensions}`;

/** Whether a vector has a direction and the length that its space says; models can go wrong. */
export const isUsable = (vector: Float32Array, { dimensions }: VectorSpace): boolean => {
  const sum = vector.reduce((total, number) => total + number * number, 0);
  return vector.length === dimensions && Number.isFinite(sum) && sum > 0;
};
