import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { OutputPlan } from '../../features/exports/export-options.ts';
import { parseEncode, parseFormats, parseLabelFiles, parseResize } from '../../features/exports/export-options.ts';
import { listOf } from './read-flags.ts';

const Names = Type.Union([Type.String(), Type.Array(Type.String())]);

/** What can be said about how kept images are written, in the words of the config file. */
export const OutputOptions = Type.Object(
  {
    format: Type.Optional(Names),
    resize: Type.Optional(Type.String()),
    encode: Type.Optional(Type.String()),
    labels: Type.Optional(Names),
  },
  { additionalProperties: false },
);
export type OutputOptions = Static<typeof OutputOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_OUTPUT = {
  format: 'imagefolder, webdataset, or both',
  resize: 'a size such as 512x512:inside, :cover or :fill',
  encode: 'jpeg:90, webp:85, png or keep',
  labels: 'txt, json, csv or yaml, or several',
} as const satisfies Record<keyof OutputOptions, string>;

/** What these options mean, with every default put in. Throws `export.*` errors. */
export const outputPlanOf = (options: OutputOptions): OutputPlan => ({
  formats: parseFormats(listOf(options.format ?? 'imagefolder').join(',')),
  labelFiles: options.labels === undefined ? [] : parseLabelFiles(listOf(options.labels).join(',')),
  resize: options.resize === undefined ? null : parseResize(options.resize),
  encode: options.encode === undefined ? null : parseEncode(options.encode),
});
