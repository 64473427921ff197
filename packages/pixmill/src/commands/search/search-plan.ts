import { constants } from 'node:fs';
import { access, open, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { COLOUR, longHex } from '../../features/search/colour-text.ts';
import { DEFAULT_TOLERANCE, MOST_TEXT } from '../../features/search/search-limits.ts';
import { sniffFormat } from '../../imaging/sniff-format.ts';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { folderRootOf } from '../analysed-folder/folder-root.ts';
import { usageError } from '../command.errors.ts';
import { searchCommandError } from './search.errors.ts';

const MOST_RESULTS = 100;
const DEFAULT_LIMIT = 20;

/** What a search can be asked for, as it was typed. */
export const SearchOptions = Type.Object(
  {
    like: Type.Optional(Type.String({ minLength: 1 })),
    color: Type.Optional(Type.String({ pattern: COLOUR.source })),
    tolerance: Type.Optional(Type.String({ pattern: '^(?:100|\\d{1,2})(?:\\.\\d+)?$' })),
    project: Type.Optional(Type.String({ minLength: 1 })),
    in: Type.Optional(Type.String({ minLength: 1 })),
    limit: Type.Optional(Type.String({ pattern: '^(?:[1-9]\\d?|100)$' })),
  },
  { additionalProperties: false },
);
export type SearchOptions = Static<typeof SearchOptions>;

/** What a person is told when a value is not one that the option takes. */
export const EXPECTED_OF_SEARCH = {
  like: 'an image file',
  color: 'a colour such as "#aabbcc" (in quotes: # begins a comment)',
  tolerance: 'a number from 0 to 100',
  project: 'the name of a project',
  in: 'a folder of images',
  limit: `a number from 1 to ${MOST_RESULTS}`,
} as const satisfies Record<keyof SearchOptions, string>;

/** A search, as it was asked for, with every default put in. */
export type SearchPlan = {
  readonly text: string | null;
  /** `#rrggbb` */
  readonly colour: string | null;
  readonly tolerance: number;
  /** Real path of an image file. */
  readonly like: string | null;
  /** Where to look: a folder by the name that was typed and its real path, a project, or all projects. */
  readonly folder: { readonly name: string; readonly root: string } | null;
  readonly project: string | null;
  readonly limit: number;
};

/** Makes the plan of a search. Throws `search_command.*`, `folder.*` and `usage.*` errors. */
export const planSearch = async (
  words: string | undefined,
  options: SearchOptions,
  cwd: string,
): Promise<SearchPlan> => {
  const text = words === undefined || words.trim() === '' ? null : words.trim();
  const colour = options.color === undefined ? null : longHex(options.color);
  if (text === null && colour === null && options.like === undefined)
    throw searchCommandError('search_command.nothing_asked');
  if (options.like !== undefined && (text !== null || colour !== null))
    throw searchCommandError('search_command.like_alone');
  if (options.in !== undefined && options.project !== undefined) throw searchCommandError('search_command.one_place');
  if (text !== null && text.length > MOST_TEXT) {
    const value = `${text.slice(0, 40)}…`;
    throw usageError('usage.bad_value', { flag: 'The text', value, expected: `at most ${MOST_TEXT} characters` });
  }
  return {
    text,
    colour,
    tolerance: options.tolerance === undefined ? DEFAULT_TOLERANCE : Number(options.tolerance),
    like: options.like === undefined ? null : await readableFile(resolve(cwd, options.like)),
    folder: options.in === undefined ? null : { name: options.in, root: await folderRootOf(options.in, cwd) },
    project: options.project ?? null,
    limit: options.limit === undefined ? DEFAULT_LIMIT : Number(options.limit),
  };
};

const HEAD_BYTES = 4096;

const readHead = async (path: string): Promise<Uint8Array> => {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const readableFile = async (path: string): Promise<string> => {
  const refuse = (reason: string): Error => searchCommandError('search_command.no_file', { path, reason });
  let real: string;
  let isFile: boolean;
  try {
    real = await realpath(path);
    isFile = (await stat(real)).isFile();
    await access(real, constants.R_OK);
  } catch (error) {
    const code = systemCode(error);
    throw refuse(code === 'ENOENT' ? 'it does not exist' : (code ?? 'unknown reason'));
  }
  if (!isFile) throw refuse('it is no file');
  // A folder that is searched may take minutes to be looked at: better said before.
  const { kind, name } = sniffFormat(await readHead(real));
  if (kind !== 'image') throw searchCommandError('search_command.not_an_image', { path, found: name });
  return real;
};
