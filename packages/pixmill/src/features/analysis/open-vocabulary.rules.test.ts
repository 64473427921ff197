import { expect, it } from 'vitest';
import { sentenceOf, wordsInPicture } from './open-vocabulary.rules.ts';

const vocabulary = [
  { word: 'cat', vector: Float32Array.of(1, 0) },
  { word: 'dog', vector: Float32Array.of(0, 1) },
  { word: 'both', vector: Float32Array.of(Math.SQRT1_2, Math.SQRT1_2) },
];
const rules = { template: '{}', activation: 'softmax', scale: 20, least: 0.2, most: 5, leastCosine: 0.1 } as const;
const namesIn = (...given: Parameters<typeof wordsInPicture>): string[] =>
  wordsInPicture(...given).map(({ name }) => name);

it('puts a word into its sentence as it is', () => {
  expect(sentenceOf("$& {} $'", { template: 'a photo of {}' })).toBe("a photo of $& {} $'");
});

it('names the likeliest of all words', () => {
  const [first, ...others] = wordsInPicture(Float32Array.of(1, 0), vocabulary, rules);
  expect([first?.name, others]).toEqual(['cat', []]);
  expect(first?.probability).toBeGreaterThan(0.9);
});

it('judges each word by itself where the model was taught so', () => {
  const own = { ...rules, activation: 'sigmoid', scale: 20, bias: -12, least: 0.5 } as const;
  expect(namesIn(Float32Array.of(1, 0), vocabulary, own)).toEqual(['cat', 'both']);
  expect(namesIn(Float32Array.of(1, 0), vocabulary, { ...own, most: 1 })).toEqual(['cat']);
  expect(namesIn(Float32Array.of(-1, 0), vocabulary, own)).toEqual([]);
});

it('names nothing where nothing is like the picture, though something is likeliest', () => {
  expect(namesIn(Float32Array.of(-1, 0.05), vocabulary, { ...rules, leastCosine: 0.2 })).toEqual([]);
});

it('says nothing of one word alone, or of none, among all words', () => {
  expect(namesIn(Float32Array.of(1, 0), vocabulary.slice(0, 1), rules)).toEqual([]);
  expect(namesIn(Float32Array.of(1, 0), [], rules)).toEqual([]);
  expect(namesIn(Float32Array.of(1, 0), [], { ...rules, activation: 'sigmoid' })).toEqual([]);
});
