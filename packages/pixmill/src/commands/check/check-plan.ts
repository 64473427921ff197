import { resolve } from 'node:path';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { JudgeRules } from '../../library/job.ts';
import { folderRootOf } from '../analysed-folder/folder-root.ts';
import { EXPECTED_OF_JUDGE, JudgeOptions, judgeRulesOf, nearDistanceOf } from '../options/judge-options.ts';
import { reportPlace } from '../report-page/report-place.ts';

/** What a check can be asked for. */
export const CheckOptions = Type.Object(
  { ...JudgeOptions.properties, out: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);
export type CheckOptions = Static<typeof CheckOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_CHECK = {
  ...EXPECTED_OF_JUDGE,
  out: 'a file that ends in .html',
} as const satisfies Record<keyof CheckOptions, string>;

/** A check, as it was asked for, with every default put in. */
export type CheckPlan = {
  /** The folder as it was named, for people. */
  readonly name: string;
  /** Its real path. */
  readonly root: string;
  /** Absolute path of the report; `null` when none is wanted. */
  readonly report: string | null;
  readonly rules: JudgeRules;
  /** Bits (0..11) in which near duplicates may differ; `null` when they are not looked for. */
  readonly nearDistance: number | null;
};

/**
 * Makes the plan of a check, and sees that the folder is there and the report can be written before anything is read.
 * Throws `check.*` and `usage.*` errors.
 */
export const planCheck = async (folder: string, options: CheckOptions, cwd: string): Promise<CheckPlan> => ({
  name: folder,
  root: await folderRootOf(folder, cwd),
  report: options.out === undefined ? null : await reportPlace(resolve(cwd, options.out)),
  rules: judgeRulesOf(options),
  nearDistance: nearDistanceOf(options),
});
