import { Type } from 'typebox';
import type { Static } from 'typebox';
import { MAX_NEAR_DISTANCE, type JudgeRules } from '../../library/job.ts';
import { DEFAULT_JOB_CONFIG, DEFAULT_JUDGE_RULES } from '../../library/job-defaults.ts';
import { parseBytes } from './parse-bytes.ts';

/** What images can be judged by, in the words of the config file; the flags are the same words with dashes. */
export const JudgeOptions = Type.Object(
  {
    level: Type.Optional(Type.Union([Type.Literal('fast'), Type.Literal('medium'), Type.Literal('slow')])),
    mode: Type.Optional(Type.Union([Type.Literal('strict'), Type.Literal('lenient'), Type.Literal('report')])),
    min_size: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}x[0-9]{1,5}$' })),
    max_aspect: Type.Optional(Type.Number({ minimum: 1, maximum: 1000 })),
    min_bytes: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.String()])),
    max_bytes: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.String()])),
    near: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: MAX_NEAR_DISTANCE }), Type.Literal('off')])),
  },
  { additionalProperties: false },
);
export type JudgeOptions = Static<typeof JudgeOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_JUDGE = {
  level: 'fast, medium or slow',
  mode: 'strict, lenient or report',
  min_size: 'a size such as 64x64',
  max_aspect: 'a number from 1 to 1000',
  min_bytes: 'a number of bytes such as 1024 or 1KiB',
  max_bytes: 'a number of bytes such as 26214400 or 25MiB',
  near: `a number of bits from 0 to ${MAX_NEAR_DISTANCE}, or off`,
} as const satisfies Record<keyof JudgeOptions, string>;

/** The rules of these options, with every default put in. Throws `usage.bad_value`. */
export const judgeRulesOf = (options: JudgeOptions): JudgeRules => {
  const [minWidth, minHeight] = options.min_size?.split('x').map(Number) ?? [];
  return {
    level: options.level ?? DEFAULT_JUDGE_RULES.level,
    mode: options.mode ?? DEFAULT_JUDGE_RULES.mode,
    minWidth: minWidth ?? DEFAULT_JUDGE_RULES.minWidth,
    minHeight: minHeight ?? DEFAULT_JUDGE_RULES.minHeight,
    maxAspect: options.max_aspect ?? DEFAULT_JUDGE_RULES.maxAspect,
    minBytes: parseBytes('--min-bytes', options.min_bytes ?? DEFAULT_JUDGE_RULES.minBytes),
    maxBytes: parseBytes('--max-bytes', options.max_bytes ?? DEFAULT_JUDGE_RULES.maxBytes),
  };
};

/** Bits (0..11) in which near duplicates may differ; `null` when they are not looked for. */
export const nearDistanceOf = ({ near }: Pick<JudgeOptions, 'near'>): number | null =>
  near === 'off' ? null : (near ?? DEFAULT_JOB_CONFIG.nearDistance);
