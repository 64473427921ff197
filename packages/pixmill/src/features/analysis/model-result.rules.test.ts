import { expect, test } from 'vitest';
import { resultOfModels } from './model-result.rules.ts';

const box = { x: 0, y: 0, width: 1, height: 1 };

test('classes and objects of all models are tags, each word once by the surest, the surest first', () => {
  const { tags, description } = resultOfModels([
    {
      model: 'classifier',
      version: 1,
      findings: {
        classes: [
          { name: 'Dog', probability: 0.4 },
          { name: 'park', probability: 0.2 },
        ],
      },
    },
    {
      model: 'detector',
      version: 1,
      findings: {
        objects: [
          { name: 'dog', confidence: 0.9, box },
          { name: 'dog', confidence: 0.5, box },
        ],
      },
    },
  ]);
  expect(tags).toEqual([
    { name: 'dog', confidence: 0.9, from: 'detector' },
    { name: 'park', confidence: 0.2, from: 'classifier' },
  ]);
  expect(description).toBeNull();
});

test('objects, faces, safety and text are facts with the model that found them; what no model looks for is left out', () => {
  const { facts } = resultOfModels([
    { model: 'detector', version: 1, findings: { objects: [{ name: 'dog', confidence: 0.9, box }] } },
    { model: 'faces', version: 1, findings: { faces: [{ confidence: 0.8, box }] } },
    { model: 'safety', version: 1, findings: { rating: { unsafe: 0.123456, byName: { neutral: 0.9 } } } },
    { model: 'embedder', version: 1, findings: { embedding: new Float32Array([1]) } },
  ]);
  expect(facts).toEqual({
    objects: [{ name: 'dog', confidence: 0.9, box }],
    objects_by: 'detector',
    faces: 1,
    faces_by: 'faces',
    unsafe: 0.1235,
    unsafe_by: 'safety',
  });
});

const captioned = (...captions: readonly (string | undefined)[]) =>
  resultOfModels(
    captions.map((caption, index) => ({
      model: `captioner-${index + 1}`,
      version: 1,
      findings: caption === undefined ? {} : { caption },
    })),
  );

test('the first caption that says something is the description, and its model is named', () => {
  expect(captioned(undefined, ' \u0007 ... ', 'a red picture', 'something else')).toEqual({
    tags: [],
    description: 'A red picture.',
    facts: { caption: 'A red picture.', caption_by: 'captioner-3' },
  });
  expect(captioned('', '\u202e ?!', '\ud800')).toEqual({ tags: [], description: null, facts: {} });
});

test.each([
  ['a dog,', 'A dog.'],
  ['is it a dog?', 'Is it a dog?'],
  ['a sign that says "stop!"', 'A sign that says "stop!"'],
  ['two  dogs\n\u0000\u202ein the\tsnow .', 'Two dogs in the snow .'],
  ['\u00e9t\u00e9 \u00e0 la mer', '\u00c9t\u00e9 \u00e0 la mer.'],
  ['\u4e00\u53ea\u72d7\u3002', '\u4e00\u53ea\u72d7\u3002'],
  ['\u{1f415} dog', '\u{1f415} dog.'],
])('of %j as a caption the description is %j', (caption, description) => {
  expect(captioned(caption).description).toBe(description);
});

test('a caption that never stops is cut between words', () => {
  const { description } = captioned('a dog and '.repeat(1000));
  expect(description?.length).toBeLessThanOrEqual(500);
  expect(description).toMatch(/^A dog and .*(?:dog|and|a)\u2026$/);
});
