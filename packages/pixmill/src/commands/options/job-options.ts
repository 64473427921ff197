import { Type } from 'typebox';
import type { Static } from 'typebox';
import { parseLicenceFilter } from '../../library/accepts-licence.ts';
import type { JobConfig } from '../../library/job.ts';
import { DEFAULT_JOB_CONFIG } from '../../library/job-defaults.ts';
import { EXPECTED_OF_JUDGE, JudgeOptions, judgeRulesOf, nearDistanceOf } from './judge-options.ts';
import { listOf } from './read-flags.ts';

/** What every job that brings images into a project can be asked for, in the words of the config file. */
export const JobOptions = Type.Object(
  {
    url_column: Type.Optional(Type.String({ minLength: 1 })),
    caption_column: Type.Optional(Type.String({ minLength: 1 })),
    label_column: Type.Optional(Type.String({ minLength: 1 })),
    license: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
    ...JudgeOptions.properties,
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    per_host: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
  },
  { additionalProperties: false },
);
export type JobOptions = Static<typeof JobOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_JOB = {
  url_column: 'the name of a column',
  caption_column: 'the name of a column',
  label_column: 'the name of a column',
  license: 'licences such as cc0,by,by-sa, or commercial, or any',
  ...EXPECTED_OF_JUDGE,
  concurrency: 'a whole number from 1 to 256',
  per_host: 'a whole number from 1 to 64',
} as const satisfies Record<keyof JobOptions, string>;

/** The configuration of a job, with every default put in. Throws `usage.*` and `licence.*` errors. */
export const jobConfigOf = (options: JobOptions, { maxImages }: Pick<JobConfig, 'maxImages'>): JobConfig => ({
  judge: judgeRulesOf(options),
  nearDistance: nearDistanceOf(options),
  licences: parseLicenceFilter(listOf(options.license ?? 'any').join(',')),
  maxImages,
  columns: {
    ...(options.url_column === undefined ? {} : { url: options.url_column }),
    ...(options.caption_column === undefined ? {} : { caption: options.caption_column }),
    ...(options.label_column === undefined ? {} : { label: options.label_column }),
  },
  chunkSize: DEFAULT_JOB_CONFIG.chunkSize,
});

/** How much is fetched at once; `perHost` of `null` leaves it to what is known of the host. */
export type FetchPlan = { readonly concurrency: number; readonly perHost: number | null };

export const fetchPlanOf = (options: Pick<JobOptions, 'concurrency' | 'per_host'>): FetchPlan => ({
  concurrency: options.concurrency ?? 32,
  perHost: options.per_host ?? null,
});
