import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sniffFormat } from '../../imaging/sniff-format.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { detectInput } from '../../sources/detect-input.ts';
import type { InputSourceId } from '../../sources/detect-input.ts';
import { isImageExtension, parseFileName } from '../../sources/file-names.ts';
import { readFileStart } from '../../sources/plain-file.ts';

/** Something that a person names: the source that reads it, and what that source is asked. */
export type ResolvedInput = { readonly source: InputSourceId; readonly query: string };

/**
 * Finds out which source reads a path (relative to `cwd`: a list, a folder, an archive, one image) or an address. Paths
 * become absolute and real, so that going on from another directory means the same. Throws `input.*` for what cannot be read.
 */
export const resolveInput = async (input: string, cwd: string): Promise<ResolvedInput> => {
  const query = /^[a-z][a-z0-9+.-]+:\/\//i.test(input) ? input : await realPathOf(resolve(cwd, input));
  try {
    return { source: await detectInput(query), query };
  } catch (error) {
    const isUnknown = error instanceof PixmillError && error.code === 'input.unknown_format';
    // The folder source reads one image file alone as well.
    if (isUnknown && (await isImageFile(query))) return { source: 'folder', query };
    throw error;
  }
};

/** Links that a person names are followed; those that are found later are not. */
const realPathOf = (path: string): Promise<string> => realpath(path).catch(() => path);

const isImageFile = async (path: string): Promise<boolean> => {
  const head = await readFileStart(path, 4096).catch(() => null);
  if (head === null) return false;
  return sniffFormat(head).kind === 'image' || isImageExtension(parseFileName(path).extension);
};
