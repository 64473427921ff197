import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { AnalysisResult, FoundTag } from '../../../library/analysis.schema.ts';
import { boundText } from '../../../library/bound-analysis.ts';
import { readJson } from './error-text.rules.ts';

const Named = Type.Object({ name: Type.String(), confidence: Type.Number() });
const Box = Type.Object({ x: Type.Number(), y: Type.Number(), w: Type.Number(), h: Type.Number() });

/** What is read of an answer of Image Analysis 4.0; a feature that was not asked for is not there. */
const AzureAnswer = Type.Object({
  modelVersion: Type.String(),
  metadata: Type.Object({ width: Type.Integer({ minimum: 1 }), height: Type.Integer({ minimum: 1 }) }),
  captionResult: Type.Optional(Type.Object({ text: Type.String(), confidence: Type.Number() })),
  tagsResult: Type.Optional(Type.Object({ values: Type.Array(Named) })),
  objectsResult: Type.Optional(
    Type.Object({ values: Type.Array(Type.Object({ boundingBox: Box, tags: Type.Array(Named) })) }),
  ),
  readResult: Type.Optional(
    Type.Object({
      blocks: Type.Array(Type.Object({ lines: Type.Array(Type.Object({ text: Type.String() })) })),
    }),
  ),
});
type AzureAnswer = Static<typeof AzureAnswer>;

const FROM = 'azure';
/** Less sure ones are mostly wrong. */
const LEAST_CONFIDENCE = 0.5;
const MOST_OBJECTS = 100;
const LONGEST_TEXT = 2_000;

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Upper case is left to names: "Eiffel Tower" is one, "outdoor" is none, and Azure writes both so. */
const tagsOf = ({ tagsResult, objectsResult }: AzureAnswer): FoundTag[] =>
  [...(tagsResult?.values ?? []), ...(objectsResult?.values.flatMap(({ tags }) => tags) ?? [])]
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ name, confidence }) => ({ name, confidence: round(confidence), from: FROM }));

/** Boxes as shares of the picture: what was sent is smaller than the image. */
const objectsOf = ({ objectsResult, metadata: { width, height } }: AzureAnswer) =>
  objectsResult?.values.slice(0, MOST_OBJECTS).flatMap(({ boundingBox: { x, y, w, h }, tags }) => {
    const [best] = tags;
    if (best === undefined) return [];
    const box = [x / width, y / height, w / width, h / height].map((share) => round(Math.min(1, Math.max(0, share))));
    return [{ name: boundText(best.name, 60), confidence: round(best.confidence), box }];
  }) ?? [];

const sentenceOf = (caption: string): string => {
  const text = caption.trim();
  if (text === '') return '';
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
};

/** Reads an answer of Azure AI Vision; `null` for what is none. */
export const resultOfAzure = (text: string): AnalysisResult | null => {
  const answer = readJson(text);
  if (!Value.Check(AzureAnswer, answer)) return null;
  const caption = sentenceOf(answer.captionResult?.text ?? '');
  const lines = answer.readResult?.blocks.flatMap((block) => block.lines.map((line) => line.text)) ?? [];
  const objects = objectsOf(answer);
  return {
    tags: tagsOf(answer),
    description: caption === '' ? null : caption,
    facts: {
      model: `azure ${boundText(answer.modelVersion, 40)}`,
      ...(caption === '' ? {} : { caption_confidence: round(answer.captionResult?.confidence ?? 0) }),
      ...(objects.length === 0 ? {} : { objects, objects_by: FROM }),
      ...(lines.length === 0 ? {} : { text: boundText(lines.join(' / '), LONGEST_TEXT) }),
    },
  };
};
