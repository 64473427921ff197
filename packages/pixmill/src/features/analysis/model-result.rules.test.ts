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
