import { Type } from 'typebox';
import type { Static } from 'typebox';

const Size = Type.String({ pattern: '^[0-9]{1,5}x[0-9]{1,5}$' });
const Names = Type.Union([Type.String(), Type.Array(Type.String())]);

/**
 * What a build can be asked for, in the words of the config file; the flags are the same words with dashes. Everything is
 * optional: defaults are put in by the plan.
 */
export const BuildOptions = Type.Object(
  {
    from: Type.Optional(Names),
    url_column: Type.Optional(Type.String({ minLength: 1 })),
    caption_column: Type.Optional(Type.String({ minLength: 1 })),
    label_column: Type.Optional(Type.String({ minLength: 1 })),
    source: Type.Optional(Names),
    per_keyword: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    max_images: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    license: Type.Optional(Names),
    level: Type.Optional(Type.Union([Type.Literal('fast'), Type.Literal('medium'), Type.Literal('slow')])),
    mode: Type.Optional(Type.Union([Type.Literal('strict'), Type.Literal('lenient'), Type.Literal('report')])),
    min_size: Type.Optional(Size),
    max_aspect: Type.Optional(Type.Number({ minimum: 1, maximum: 1000 })),
    min_bytes: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.String()])),
    max_bytes: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.String()])),
    near: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 11 }), Type.Literal('off')])),
    out: Type.Optional(Type.String({ minLength: 1 })),
    format: Type.Optional(Names),
    resize: Type.Optional(Type.String()),
    encode: Type.Optional(Type.String()),
    labels: Type.Optional(Names),
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    per_host: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
  },
  { additionalProperties: false },
);
export type BuildOptions = Static<typeof BuildOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED = {
  from: 'a path or URL, or a list of them',
  url_column: 'the name of a column',
  caption_column: 'the name of a column',
  label_column: 'the name of a column',
  source: 'names of sources',
  per_keyword: 'a whole number from 1',
  max_images: 'a whole number from 1',
  license: 'licences such as cc0,by,by-sa, or commercial, or any',
  level: 'fast, medium or slow',
  mode: 'strict, lenient or report',
  min_size: 'a size such as 64x64',
  max_aspect: 'a number from 1 to 1000',
  min_bytes: 'a number of bytes such as 1024 or 1KiB',
  max_bytes: 'a number of bytes such as 26214400 or 25MiB',
  near: 'a number of bits from 0 to 11, or off',
  out: 'a directory',
  format: 'imagefolder, webdataset, or both',
  resize: 'a size such as 512x512:inside, :cover or :fill',
  encode: 'jpeg:90, webp:85, png or keep',
  labels: 'txt, json, csv or yaml, or several',
  concurrency: 'a whole number from 1 to 256',
  per_host: 'a whole number from 1 to 64',
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
