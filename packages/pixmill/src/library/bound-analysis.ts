import type { AnalysisResult, FoundTag } from './analysis.schema.ts';

/** What is kept of an analyser's words. */
const MOST_TAGS = 50;
const LONGEST_TAG = 60;
const LONGEST_DESCRIPTION = 1_000;

// oxlint-disable-next-line no-control-regex -- control characters are what this removes
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** One line of text that PostgreSQL and a terminal can hold, at most `longest` characters of it. */
export const boundText = (text: string, longest: number): string => {
  const plain = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replaceAll(UNWANTED, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const letters = Array.from(plain);
  return letters.length <= longest
    ? plain
    : `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
};

const boundTags = (tags: readonly FoundTag[]): FoundTag[] => {
  const byName = new Map<string, FoundTag>();
  for (const tag of tags) {
    const name = boundText(tag.name, LONGEST_TAG);
    const key = name.toLowerCase();
    if (name === '' || byName.has(key) || byName.size >= MOST_TAGS) continue;
    const confidence = Number.isFinite(tag.confidence) ? Math.min(1, Math.max(0, tag.confidence)) : 0;
    byName.set(key, { name, confidence, from: tag.from });
  }
  return [...byName.values()];
};

/** What an analyser found, with tags and description of a size that fits everywhere: models and services may say anything. */
export const boundResult = <Result extends AnalysisResult>(result: Result): Result => {
  const description = result.description === null ? '' : boundText(result.description, LONGEST_DESCRIPTION);
  return { ...result, tags: boundTags(result.tags), description: description === '' ? null : description };
};
