import type { Inspection } from '../../imaging/inspection.ts';
import type { JudgeRules } from '../../library/job.ts';
import type { CodeOf } from '../../platform/errors/error-catalogue.ts';
import type { judgeCodes } from './judge.errors.ts';
import { QUALITY_CHECKS, QUALITY_FLAGS } from '../../imaging/quality-thresholds.ts';

/** One check that an image does not pass. */
export type Finding = { readonly code: CodeOf<typeof judgeCodes>; readonly detail: string };

/** Whether an image is wanted: rejected for one reason, or accepted with the names of the checks that it does not pass. */
export type Verdict =
  | ({ readonly accepted: false } & Finding)
  | { readonly accepted: true; readonly flags: readonly string[] };

/** What a decode told of an image, as far as the rules ask for it. */
export type Judged = Pick<Inspection, 'width' | 'height' | 'scores' | 'greyscale' | 'hashable' | 'frames' | 'warnings'>;

/** What is asked of an image: what a decode told of it, how many bytes it has, and the rules. */
export type JudgeRequest = { readonly image: Judged; readonly bytes: number; readonly rules: JudgeRules };

/** All that is to be said of an image. */
export type Findings = {
  /** Of size, aspect and bytes; they hold at every level. */
  readonly limits: readonly Finding[];
  /** Of the checks on the picture. */
  readonly quality: readonly Finding[];
  /** Names of flags: worth a look, never a reason to reject. */
  readonly noticed: readonly string[];
};

/**
 * Finds everything that is to be said of an image by its stored scores alone, whatever the mode.
 *
 * Limits (size, aspect, bytes) hold at every level. `medium` and `slow` add cleanvision's dark, light, blurry and
 * low-information checks at its default thresholds, and flag what a person should look at.
 */
export const findIssues = (request: JudgeRequest): Findings => ({
  limits: brokenLimits(request),
  quality: request.rules.level === 'fast' ? [] : failedChecks(request.image),
  noticed: noticed(request),
});

/**
 * Judges an inspected image by its stored scores alone, so that other thresholds can be tried without decoding again.
 * `strict` rejects what fails, `lenient` rejects by limits only and flags the rest, `report` flags everything.
 */
export const judgeImage = (request: JudgeRequest): Verdict => {
  const { limits, quality, noticed: flags } = findIssues(request);
  const rejecting = { strict: [...limits, ...quality], lenient: limits, report: [] }[request.rules.mode];
  const first = rejecting[0];
  if (first !== undefined) return { accepted: false, ...first };
  return {
    accepted: true,
    flags: [...[...limits, ...quality].map(({ code }) => code.replace('judge.', '')), ...flags],
  };
};

const brokenLimits = ({ image, bytes, rules }: JudgeRequest): Finding[] => {
  const { width, height } = image;
  const aspect = Math.max(width, height) / Math.min(width, height);
  const findings: Finding[] = [];
  if (bytes < rules.minBytes) {
    findings.push({ code: 'judge.too_few_bytes', detail: `${bytes} bytes, at least ${rules.minBytes} wanted` });
  }
  if (bytes > rules.maxBytes) {
    findings.push({ code: 'judge.too_many_bytes', detail: `${bytes} bytes, at most ${rules.maxBytes} wanted` });
  }
  if (width < rules.minWidth || height < rules.minHeight) {
    const wanted = `${rules.minWidth}x${rules.minHeight}`;
    findings.push({ code: 'judge.too_small', detail: `${width}x${height} pixels, at least ${wanted} wanted` });
  }
  if (aspect > rules.maxAspect) {
    findings.push({
      code: 'judge.odd_aspect',
      detail: `${width}x${height} is ${aspect.toFixed(1)}:1, at most ${rules.maxAspect}:1 wanted`,
    });
  }
  return findings;
};

const failedChecks = ({ scores }: Judged): Finding[] => {
  const checks = [
    { code: 'judge.dark', score: scores.dark, threshold: QUALITY_CHECKS.dark.threshold },
    { code: 'judge.light', score: scores.light, threshold: QUALITY_CHECKS.light.threshold },
    { code: 'judge.low_information', score: scores.lowInformation, threshold: QUALITY_CHECKS.lowInformation.threshold },
    { code: 'judge.blurry', score: scores.blurry, threshold: QUALITY_CHECKS.blurry.threshold },
  ] as const;
  return checks
    .filter(({ score, threshold }) => score < threshold)
    .map(({ code, score, threshold }) => ({ code, detail: `score ${score.toFixed(3)}, at least ${threshold} wanted` }));
};

/** What is worth a look but never a reason to reject. */
const noticed = ({ image, rules }: { image: Judged; rules: JudgeRules }): string[] => {
  if (rules.level === 'fast') return [];
  const flags = QUALITY_FLAGS.filter(({ applies }) => applies(image)).map(({ name }) => name);
  if (image.scores.oddAspectRatio < QUALITY_CHECKS.oddAspectRatio.threshold) flags.push('odd_aspect_ratio');
  return flags;
};
