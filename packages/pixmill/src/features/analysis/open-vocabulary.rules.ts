import type { Findings } from '../../models/findings.ts';
import type { DualOutput } from '../../models/model-output.ts';

type Words = NonNullable<DualOutput['words']>;

/** A word and the vector of its sentence, of unit length. */
export type WordVector = { readonly word: string; readonly vector: Float32Array };

const cosine = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] ?? 0);
  return sum;
};

/** The sentence that a word is looked for by. */
export const sentenceOf = (word: string, { template }: Pick<Words, 'template'>): string =>
  template.replace('{}', () => word);

const softmax = (values: readonly number[]): number[] => {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
};

const sigmoid = (values: readonly number[]): number[] => values.map((value) => 1 / (1 + Math.exp(-value)));

/**
 * The words of a vocabulary that a picture shows, by the likeness of its embedding to theirs, the likeliest first: those
 * whose probability and cosine are high enough. With `softmax` a word is judged beside all others, so one word alone says
 * nothing and is left out.
 */
export const wordsInPicture = (
  embedding: Float32Array,
  vocabulary: readonly WordVector[],
  { activation, scale, bias = 0, least, most, leastCosine }: Words & { readonly leastCosine: number },
): NonNullable<Findings['classes']> => {
  if (vocabulary.length < (activation === 'softmax' ? 2 : 1)) return [];
  const cosines = vocabulary.map(({ vector }) => cosine(embedding, vector));
  const logits = cosines.map((value) => value * scale + bias);
  const probabilities = activation === 'softmax' ? softmax(logits) : sigmoid(logits);
  return vocabulary
    .map(({ word }, index) => ({
      name: word,
      probability: probabilities[index] ?? 0,
      cosine: cosines[index] ?? -1,
    }))
    .filter(({ probability, cosine: likeness }) => probability >= least && likeness >= leastCosine)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, most)
    .map(({ name, probability }) => ({ name, probability }));
};
