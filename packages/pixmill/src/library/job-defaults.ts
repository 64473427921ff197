import type { JobConfig, JudgeRules } from './job.ts';

/** What images are judged by when nobody says anything else. */
export const DEFAULT_JUDGE_RULES: JudgeRules = {
  level: 'medium',
  mode: 'strict',
  minWidth: 64,
  minHeight: 64,
  maxAspect: 10,
  minBytes: 1024,
  maxBytes: 25 * 1024 ** 2,
};

/** What a job does when nobody says anything else. */
export const DEFAULT_JOB_CONFIG: JobConfig = {
  judge: DEFAULT_JUDGE_RULES,
  nearDistance: 4,
  licences: { kind: 'any' },
  maxImages: null,
  columns: {},
  chunkSize: 64,
};
