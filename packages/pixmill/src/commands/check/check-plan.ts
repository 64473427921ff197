import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { JudgeRules } from '../../library/job.ts';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { EXPECTED_OF_JUDGE, JudgeOptions, judgeRulesOf, nearDistanceOf } from '../options/judge-options.ts';
import { checkError } from './check.errors.ts';

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
  root: await openFolder(resolve(cwd, folder)),
  report: options.out === undefined ? null : await reportPlace(resolve(cwd, options.out)),
  rules: judgeRulesOf(options),
  nearDistance: nearDistanceOf(options),
});

const openFolder = async (path: string): Promise<string> => {
  let isFolder: boolean;
  let root: string;
  try {
    root = await realpath(path);
    isFolder = (await stat(root)).isDirectory();
    if (isFolder) await access(root, constants.R_OK);
  } catch (error) {
    const reason = systemCode(error) ?? String(error);
    throw reason === 'ENOENT'
      ? checkError('check.not_found', { path })
      : checkError('check.not_readable', { path, reason });
  }
  if (!isFolder) throw checkError('check.not_a_folder', { path });
  return root;
};

/** Hours of checking are not to end at a typing error in the name of the report. */
const reportPlace = async (path: string): Promise<string> => {
  const refuse = (reason: string) => checkError('check.bad_report_path', { path, reason });
  if (!['.html', '.htm'].includes(extname(path).toLowerCase())) throw refuse('its name does not end in .html');
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const reason = systemCode(error);
    throw refuse(
      reason === 'ENOENT' ? 'its folder does not exist' : `its folder cannot be written to: ${reason ?? ''}`,
    );
  }
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isFile()) throw refuse('something else has this name');
  return path;
};
