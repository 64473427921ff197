import type { AnalysisResult, FoundTag } from '../../library/analysis.schema.ts';
import type { Findings } from '../../models/findings.ts';
import type { FoundEmbedding } from './analyser.ts';

/** What one model found. */
export type ModelFindings = { readonly model: string; readonly version: number; readonly findings: Findings };

/** Objects that are kept with their boxes. */
const MOST_OBJECTS = 100;

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const tagsOf = ({ model, findings: { classes = [], objects = [] } }: ModelFindings): FoundTag[] => [
  ...classes.map(({ name, probability }) => ({
    name: name.toLowerCase(),
    confidence: round(probability),
    from: model,
  })),
  ...objects.map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence: round(confidence), from: model })),
];

/** Each word once, by the model that is surest of it; the surest first. */
const surestTags = (tags: readonly FoundTag[]): FoundTag[] => {
  const byName = new Map<string, FoundTag>();
  for (const tag of tags.toSorted((a, b) => b.confidence - a.confidence)) {
    if (!byName.has(tag.name)) byName.set(tag.name, tag);
  }
  return [...byName.values()];
};

const factsOf = ({ model, findings }: ModelFindings): Record<string, unknown> => {
  const { objects, faces, rating, textShare } = findings;
  return {
    ...(objects === undefined ? {} : { objects: objects.slice(0, MOST_OBJECTS), objects_by: model }),
    ...(faces === undefined ? {} : { faces: faces.length, faces_by: model }),
    ...(rating === undefined ? {} : { unsafe: round(rating.unsafe), unsafe_by: model }),
    ...(textShare === undefined ? {} : { text_share: round(textShare), text_by: model }),
  };
};

/** Puts what several models found in one image together: classes and objects are tags, the rest are facts. */
export const resultOfModels = (found: readonly ModelFindings[]): AnalysisResult => ({
  tags: surestTags(found.flatMap(tagsOf)),
  description: null,
  facts: Object.assign({}, ...found.map(factsOf)),
});

/** What models made of the image to compare it by. */
export const embeddingsOf = (found: readonly ModelFindings[]): FoundEmbedding[] =>
  found.flatMap(({ model, version, findings: { embedding } }) =>
    embedding === undefined ? [] : [{ model, version, vector: embedding }],
  );
