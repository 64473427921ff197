import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputError } from './inputs.errors.ts';
import { listFormatOfName } from './list-format.ts';
import { inputFileError, isWebInput } from './random-access.ts';

/** One list of an input. */
export type ListFile = {
  /** Path or URL. */
  readonly path: string;
  /** Its name within a folder of lists; `null` when the input is this one list. */
  readonly name: string | null;
};

/** The lists of an input: itself, or, when it is a folder, the lists that stand in it, by name. */
export const listFiles = async (input: string): Promise<readonly ListFile[]> => {
  if (isWebInput(input)) return [{ path: input, name: null }];
  try {
    if (!(await stat(input)).isDirectory()) return [{ path: input, name: null }];
    const names: string[] = [];
    for (const entry of await readdir(input, { withFileTypes: true })) {
      if (entry.isFile() && !entry.name.startsWith('.') && listFormatOfName(entry.name) !== undefined)
        names.push(entry.name);
    }
    if (names.length === 0) throw inputError('input.empty', { path: input });
    return names.toSorted().map((name) => ({ path: join(input, name), name }));
  } catch (error) {
    throw inputFileError(error, input);
  }
};
