import { QUALITY_CHECKS, QUALITY_FLAGS } from '../imaging/quality-thresholds.ts';
import type { ImageIssue } from '../library/image-issue.ts';
import { findIssues } from '../mill/judge/judge-image.ts';
import type { Finding, JudgeRequest } from '../mill/judge/judge-image.ts';

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ...QUALITY_FLAGS.map(({ name, meaning }) => [name, meaning] as const),
  [QUALITY_CHECKS.oddAspectRatio.name, QUALITY_CHECKS.oddAspectRatio.meaning] as const,
]);

const rejecting = ({ code, detail }: Finding): ImageIssue => ({
  code: code.replace('judge.', ''),
  detail,
  severity: 'reject',
});

/** What the mill's rules have to say of an image: what it would be rejected for, then what is worth a look. */
export const findImageIssues = (request: JudgeRequest): readonly ImageIssue[] => {
  const { limits, quality, noticed } = findIssues(request);
  return [
    ...[...limits, ...quality].map(rejecting),
    ...noticed.map((code) => ({ code, detail: MEANINGS.get(code) ?? '', severity: 'notice' as const })),
  ];
};
