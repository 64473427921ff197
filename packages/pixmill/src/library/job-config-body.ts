import { Type, type Static } from 'typebox';
import { Text } from '../platform/http/text.ts';
import { parseLicenceFilter } from './accepts-licence.ts';
import { readByteSize } from './byte-size.ts';
import { MAX_NEAR_DISTANCE, type JobConfig } from './job.ts';
import { DEFAULT_JOB_CONFIG, DEFAULT_JUDGE_RULES } from './job-defaults.ts';
import { jobError } from './job.errors.ts';
import type { LicenceFilter } from './licence-filter.ts';

const LARGEST_FILE = 1024 ** 4;

const byteSize = (description: string, fallback: number) =>
  Type.Optional(
    Type.Union(
      [Type.Integer({ minimum: 0, maximum: LARGEST_FILE }), Text({ maxLength: 20, examples: ['1KiB', '25MB'] })],
      { description: `${description}: a number, or text such as 1KiB or 25MB. Default ${fallback}.` },
    ),
  );

/** What images of a job are judged by, in the words of the command line. */
export const JobConfigBody = Type.Object(
  {
    level: Type.Optional(
      Type.Enum(['fast', 'medium', 'slow'], { description: 'How much is checked. Default medium.' }),
    ),
    mode: Type.Optional(
      Type.Enum(['strict', 'lenient', 'report'], {
        description:
          'What happens to an image that fails a check: reject it; reject by limits only and flag the rest; flag all. Default strict.',
      }),
    ),
    min_size: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,5}x[0-9]{1,5}$',
        maxLength: 11,
        'x-expects': 'width and height such as 256x256',
        description: 'Least width and height in pixels. Default 64x64.',
        examples: ['256x256'],
      }),
    ),
    max_aspect: Type.Optional(
      Type.Number({ minimum: 1, maximum: 1000, description: 'Longest side divided by shortest side. Default 10.' }),
    ),
    min_bytes: byteSize('Least size of a file', DEFAULT_JUDGE_RULES.minBytes),
    max_bytes: byteSize('Most size of a file', DEFAULT_JUDGE_RULES.maxBytes),
    near: Type.Optional(
      Type.Union([Type.Integer({ minimum: 0, maximum: MAX_NEAR_DISTANCE }), Type.Literal('off')], {
        description: `In how many of 64 bits near duplicates may differ (0 to ${MAX_NEAR_DISTANCE}), or off. Default 4.`,
      }),
    ),
    license: Type.Optional(
      Type.Union([Text({ maxLength: 200 }), Type.Array(Text({ maxLength: 50 }), { minItems: 1, maxItems: 20 })], {
        description: 'Accepted licences: a list such as cc0,by,by-sa, or commercial, or any. Default any.',
        examples: ['cc0,by'],
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ level: 'medium', mode: 'strict', min_size: '256x256', near: 4, license: 'cc0,by,by-sa' }],
  },
);
export type JobConfigBody = Static<typeof JobConfigBody>;

/** A configuration as the API shows it: with every default put in. */
export const JobConfigView = Type.Object({
  level: Type.Enum(['fast', 'medium', 'slow']),
  mode: Type.Enum(['strict', 'lenient', 'report']),
  min_size: Type.String(),
  max_aspect: Type.Number(),
  min_bytes: Type.Integer(),
  max_bytes: Type.Integer(),
  near: Type.Union([Type.Integer(), Type.Literal('off')]),
  license: Type.String(),
});
export type JobConfigView = Static<typeof JobConfigView>;

const bytesOf = (name: string, value: number | string | undefined, fallback: number): number => {
  const bytes = value === undefined ? fallback : readByteSize(value);
  if (bytes === null || bytes > LARGEST_FILE) throw jobError('job.bad_bytes', { name });
  return bytes;
};

/** The configuration that a request means, with every default put in. Throws `job.bad_bytes`, `licence.*`. */
export const jobConfigOfBody = (body: JobConfigBody, { maxImages }: Pick<JobConfig, 'maxImages'>): JobConfig => {
  const rules = DEFAULT_JUDGE_RULES;
  const [minWidth, minHeight] = body.min_size?.split('x').map(Number) ?? [];
  const { license = 'any', near } = body;
  return {
    ...DEFAULT_JOB_CONFIG,
    judge: {
      level: body.level ?? rules.level,
      mode: body.mode ?? rules.mode,
      minWidth: minWidth ?? rules.minWidth,
      minHeight: minHeight ?? rules.minHeight,
      maxAspect: body.max_aspect ?? rules.maxAspect,
      minBytes: bytesOf('min_bytes', body.min_bytes, rules.minBytes),
      maxBytes: bytesOf('max_bytes', body.max_bytes, rules.maxBytes),
    },
    nearDistance: near === 'off' ? null : (near ?? DEFAULT_JOB_CONFIG.nearDistance),
    licences: parseLicenceFilter(typeof license === 'string' ? license : license.join(',')),
    maxImages,
  };
};

const licenceText = (filter: LicenceFilter): string => (filter.kind === 'list' ? filter.codes.join(',') : filter.kind);

/** The same the other way round. */
export const toJobConfigView = ({ judge, nearDistance, licences }: JobConfig): JobConfigView => ({
  level: judge.level,
  mode: judge.mode,
  min_size: `${judge.minWidth}x${judge.minHeight}`,
  max_aspect: judge.maxAspect,
  min_bytes: judge.minBytes,
  max_bytes: judge.maxBytes,
  near: nearDistance ?? 'off',
  license: licenceText(licences),
});
