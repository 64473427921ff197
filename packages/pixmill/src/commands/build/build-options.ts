import { Type } from 'typebox';
import type { Static } from 'typebox';
import { EXPECTED_ANALYSERS } from '../analysis/parse-analysers.ts';
import { EXPECTED_OF_JOB, JobOptions } from '../options/job-options.ts';
import { EXPECTED_OF_OUTPUT, OutputOptions } from '../options/output-options.ts';

const Names = Type.Union([Type.String(), Type.Array(Type.String())]);

/**
 * What a build can be asked for, in the words of the config file; the flags are the same words with dashes. Everything is
 * optional: defaults are put in by the plan.
 */
export const BuildOptions = Type.Object(
  {
    from: Type.Optional(Names),
    source: Type.Optional(Names),
    per_keyword: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    max_images: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    out: Type.Optional(Type.String({ minLength: 1 })),
    analyze: Type.Optional(Names),
    tags: Type.Optional(Type.Boolean()),
    ...JobOptions.properties,
    ...OutputOptions.properties,
  },
  { additionalProperties: false },
);
export type BuildOptions = Static<typeof BuildOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED = {
  from: 'a path or URL, or a list of them',
  source: 'names of sources',
  per_keyword: 'a whole number from 1',
  max_images: 'a whole number from 1',
  out: 'a directory',
  analyze: EXPECTED_ANALYSERS,
  tags: 'true or false',
  ...EXPECTED_OF_JOB,
  ...EXPECTED_OF_OUTPUT,
} as const satisfies Record<keyof BuildOptions, string>;

/** Whether a word is one of the options. */
export const isOption = (word: string): word is keyof BuildOptions => word in EXPECTED;

/** The config file. */
export const BuildConfig = Type.Object(
  {
    dataset_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    categories: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Array(Type.String(), { minItems: 1 })),
    ),
    options: Type.Optional(BuildOptions),
  },
  { additionalProperties: false },
);
export type BuildConfig = Static<typeof BuildConfig>;
