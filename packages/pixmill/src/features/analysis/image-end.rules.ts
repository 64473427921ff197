import type { AnalysisMark, AnalysisResult, ImageAnalysisRow } from '../../library/analysis.schema.ts';
import { boundResult } from '../../library/bound-analysis.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';
import type { AnalysisStatus } from './analysis.repository.ts';
import { mergeAnalyses, withoutAnalyses } from './merge-analyses.rules.ts';

/** The version of what is to be done again: what was found stays until then, and every real version is higher. */
export const ASKED_ANEW = 0;

/** An analyser and what it made of an image. */
export type Look = { readonly analyser: Analyser; readonly outcome: AnalysisOutcome };

/** What is written about an image after analysers have looked at it. */
export type ImageEnd = {
  readonly columns: Pick<ImageRow, 'tags' | 'description'> & AnalysisStatus;
  /** In place of all that is stored. */
  readonly rows: readonly ImageAnalysisRow[];
};

/** Tries of an image that end with trouble that may pass. */
const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 60_000;

const NOTHING: AnalysisResult = { tags: [], description: null, facts: {} };

/** Whether an analyser has to look at an image: at all of them, or, at one that goes on, where it has not or was asked anew. */
export const hasToLook = (
  analyser: Pick<Analyser, 'name'>,
  image: Pick<ImageRow, 'aiResumeAt'>,
  stored: readonly ImageAnalysisRow[],
): boolean => {
  const row = stored.find((one) => one.analyser === analyser.name);
  return image.aiResumeAt === null || row === undefined || row.version === ASKED_ANEW || row.error !== null;
};

/** `null` for what is not known yet: it is asked again later, and what was there before stands meanwhile. */
type Ended = Pick<ImageAnalysisRow, 'analyser' | 'version' | 'result' | 'error' | 'finishedAt'>;

const endOf = (
  { analyser: { name, version }, outcome }: Look,
  { before, isLast, now }: { before: ImageAnalysisRow | undefined; isLast: boolean; now: Date },
): Ended | null => {
  const row = { analyser: name, version, finishedAt: now };
  if (outcome.ok) return { ...row, result: boundResult(outcome.result), error: outcome.problem ?? null };
  if (outcome.again === undefined || (outcome.again.counts && isLast))
    return { ...row, result: null, error: outcome.error };
  return before === undefined ? null : { ...before, version: ASKED_ANEW, error: null };
};

const statusOf = (
  looks: readonly Look[],
  { errors, attempts, isLast, now }: { errors: readonly string[]; attempts: number; isLast: boolean; now: Date },
): AnalysisStatus => {
  const waits = looks.flatMap(({ outcome }) =>
    outcome.ok || outcome.again === undefined || (outcome.again.counts && isLast)
      ? []
      : [{ ...outcome.again, error: outcome.error }],
  );
  if (waits.length === 0) {
    const aiStatus = errors.length === 0 ? 'completed' : 'failed';
    return { aiStatus, aiError: sentences(errors), aiResumeAt: null, aiAttempts: 0 };
  }
  const pause = FIRST_PAUSE_MS * 4 ** Math.max(0, attempts - 1);
  const times = waits.map(({ at, counts }) => (counts ? Math.max(at.getTime(), now.getTime() + pause) : at.getTime()));
  return {
    aiStatus: 'pending',
    aiError: sentences(waits.map(({ error }) => error)),
    aiResumeAt: new Date(Math.min(...times)),
    aiAttempts: attempts,
  };
};

const sentences = (texts: readonly string[]): string | null =>
  texts.length === 0 ? null : [...new Set(texts)].join(' ');

/**
 * Decides what is written about an image after some analysers have looked at it. What others of `analysers` found before
 * stands, in their order; of those that are not chosen any more, it goes when the image was analysed as a whole.
 */
export const endImage = (
  image: ImageRow,
  {
    analysers,
    looks,
    stored,
    now,
  }: {
    readonly analysers: readonly Pick<Analyser, 'name'>[];
    readonly looks: readonly Look[];
    readonly stored: readonly ImageAnalysisRow[];
    readonly now: Date;
  },
): ImageEnd => {
  const counts = looks.some(({ outcome }) => !outcome.ok && outcome.again?.counts === true);
  const attempts = image.aiAttempts + (counts ? 1 : 0);
  const isLast = attempts >= MOST_ATTEMPTS;
  const ended: Ended[] = [];
  for (const { name } of analysers) {
    const before = stored.find(({ analyser }) => analyser === name);
    const look = looks.find(({ analyser }) => analyser.name === name);
    const end = look === undefined ? (before ?? null) : endOf(look, { before, isLast, now });
    if (end !== null) ended.push(end);
  }
  if (image.aiResumeAt !== null) {
    ended.push(...stored.filter((row) => !analysers.some(({ name }) => name === row.analyser)));
  }
  const bare = withoutAnalyses(image, marksOf(stored));
  const { written, tags, description } = mergeAnalyses(
    bare,
    ended.map(({ result }) => result ?? NOTHING),
  );
  const rows = ended.map((end, index) => ({
    ...end,
    imageId: image.id,
    written: written[index] ?? { tags: [], description: null },
  }));
  const errors = rows.flatMap(({ error }) => error ?? []);
  return { columns: { tags, description, ...statusOf(looks, { errors, attempts, isLast, now }) }, rows };
};

/** What analyses have written into an image. */
export const marksOf = (stored: readonly ImageAnalysisRow[]): readonly AnalysisMark[] =>
  stored.map(({ written }) => written);
