import type { AnalysisResult, FoundTag } from '../../library/analysis.schema.ts';
import type { Findings } from '../../models/findings.ts';
import type { FoundEmbedding } from './analyser.ts';
import { plainText, shorten } from './builtin/plain-text.ts';

/** What one model found. */
export type ModelFindings = { readonly model: string; readonly version: number; readonly findings: Findings };

/** Characters of a caption. */
const MOST_CAPTION = 500;

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

/** A caption as a sentence; `null` for one without a word. */
const sentenceOf = (caption: string): string | null => {
  const text = shorten(plainText(caption), MOST_CAPTION).replace(/[\s,;:(-]+$/u, '');
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const [first = '', ...rest] = Array.from(text);
  return `${first.toUpperCase()}${rest.join('')}${/[.!?\u2026\u3002\uff01\uff1f]["'\u201d\u2019)]?$/u.test(text) ? '' : '.'}`;
};

/** The first model that has something to say describes the image. */
const captionOf = (found: readonly ModelFindings[]): { readonly text: string; readonly model: string } | null => {
  for (const { model, findings } of found) {
    const text = sentenceOf(findings.caption ?? '');
    if (text !== null) return { text, model };
  }
  return null;
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

/**
 * Puts what several models found in one image together: classes and objects are tags, the first caption is the description,
 * the rest are facts.
 */
export const resultOfModels = (found: readonly ModelFindings[]): AnalysisResult => {
  const caption = captionOf(found);
  return {
    tags: surestTags(found.flatMap(tagsOf)),
    description: caption?.text ?? null,
    facts: Object.assign(
      {},
      ...found.map(factsOf),
      caption === null ? {} : { caption: caption.text, caption_by: caption.model },
    ),
  };
};

/** What models made of the image to compare it by. */
export const embeddingsOf = (found: readonly ModelFindings[]): FoundEmbedding[] =>
  found.flatMap(({ model, version, findings: { embedding } }) =>
    embedding === undefined ? [] : [{ model, version, vector: embedding }],
  );
