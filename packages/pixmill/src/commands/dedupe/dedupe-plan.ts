import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import { folderRootOf } from '../analysed-folder/folder-root.ts';
import { EXPECTED_ANALYSERS, parseAnalysers } from '../analysis/parse-analysers.ts';
import { reportPlace } from '../report-page/report-place.ts';
import { dedupeCommandError } from './dedupe.errors.ts';

/** What `pixmill dedupe` can be asked for. */
export const DedupeFlags = Type.Object(
  {
    threshold: Type.Optional(Type.String({ pattern: '^(?:0(?:\\.\\d{1,6})?|1(?:\\.0{1,6})?)$' })),
    out: Type.Optional(Type.String({ minLength: 1 })),
    move_to: Type.Optional(Type.String({ minLength: 1 })),
    delete: Type.Optional(Type.Boolean()),
    yes: Type.Optional(Type.Boolean()),
    dry_run: Type.Optional(Type.Boolean()),
    analyze: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_DEDUPE = {
  threshold: 'a number from 0 to 1',
  out: 'a file that ends in .html',
  move_to: 'a folder',
  delete: 'nothing',
  yes: 'nothing',
  dry_run: 'nothing',
  analyze: EXPECTED_ANALYSERS,
} as const satisfies Record<keyof Static<typeof DedupeFlags>, string>;

/** What becomes of files that are copies of a better one. */
export type CopyEnd =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'move'; readonly to: string }
  | { readonly kind: 'delete'; readonly isSure: boolean };

/** Where copies are looked for, and what is done about them. */
export type DedupePlan = {
  /** Real path. */
  readonly root: string;
  /** 0..1 */
  readonly threshold: number;
  /** Absolute path of the report; `null` when none is wanted. */
  readonly report: string | null;
  readonly end: CopyEnd;
  readonly isDry: boolean;
  readonly analysers: readonly AnalyserName[] | null;
};

const USUAL_THRESHOLD = 0.5;
/** What is moved or deleted should be nearly certain. */
const ACTING_THRESHOLD = 0.9;

/** Makes the plan, before anything is looked at. Throws `folder.*`, `dedupe_command.*`, `usage.*`. */
export const planDedupe = async (
  folder: string,
  flags: Static<typeof DedupeFlags>,
  cwd: string,
): Promise<DedupePlan> => {
  const { threshold, out, move_to: moveTo, delete: deletes = false, yes = false, dry_run: isDry = false } = flags;
  if (moveTo !== undefined && deletes) throw dedupeCommandError('dedupe_command.move_or_delete');
  const root = await folderRootOf(folder, cwd);
  const end: CopyEnd =
    moveTo !== undefined
      ? { kind: 'move', to: await outside(root, resolve(cwd, moveTo)) }
      : deletes
        ? { kind: 'delete', isSure: yes }
        : { kind: 'nothing' };
  const usual = end.kind === 'nothing' ? USUAL_THRESHOLD : ACTING_THRESHOLD;
  return {
    root,
    threshold: threshold === undefined ? usual : Number(threshold),
    report: out === undefined ? null : await reportPlace(resolve(cwd, out)),
    end,
    isDry,
    analysers: flags.analyze === undefined ? null : parseAnalysers(flags.analyze),
  };
};

const realOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(await realOf(parent), relative(parent, path));
  }
};

const outside = async (root: string, path: string): Promise<string> => {
  const real = await realOf(path);
  const way = relative(root, real);
  if (!isAbsolute(way) && !way.startsWith('..')) throw dedupeCommandError('dedupe_command.target_in_folder', { path });
  return real;
};
