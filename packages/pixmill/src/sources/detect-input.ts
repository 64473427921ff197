import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isImageExtension, isSystemName, parseFileName } from './file-names.ts';
import { inputError } from './inputs.errors.ts';
import { baseNameOf, listFormatOfContent, listFormatOfName } from './list-format.ts';
import { readFileStart } from './plain-file.ts';
import { inputFileError, isWebInput } from './random-access.ts';

/** Ids of the sources that read what a person names. */
export type InputSourceId = 'url-list' | 'folder' | 'archive';

const ARCHIVE = /\.(?:zip|tar|tgz|tar\.gz)$/i;
/** Entries of a folder that are looked at to tell images from lists. */
const MAX_LOOKED_AT = 10_000;

/**
 * Decides which source reads what stands after `--from`. Throws `input.not_found`, `input.planned` for kinds that come
 * later (web pages, sitemaps, feeds, buckets) and `input.unknown_format`; nothing is fetched to find out.
 */
export const detectInput = async (input: string): Promise<InputSourceId> => {
  if (isWebInput(input)) return detectWebInput(input);
  if (/^s3:\/\//i.test(input)) throw planned(input, 'a bucket');
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(input)?.[1];
  if (scheme !== undefined) throw inputError('input.unknown_format', { path: input });
  let found;
  try {
    found = await stat(input);
  } catch (error) {
    throw inputFileError(error, input);
  }
  if (found.isDirectory()) return (await holdsOnlyLists(input)) ? 'url-list' : 'folder';
  if (!found.isFile()) throw inputError('input.not_readable', { path: input, reason: 'it is no file' });
  return detectFile(input);
};

const planned = (path: string, what: string) => inputError('input.planned', { path, what });

const detectWebInput = (input: string): InputSourceId => {
  const name = baseNameOf(input);
  if (ARCHIVE.test(name)) return 'archive';
  if (listFormatOfName(input) !== undefined && name.toLowerCase() !== 'robots.txt') return 'url-list';
  if (/^sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$|^robots\.txt$/i.test(name)) throw planned(input, 'a sitemap');
  if (/\.(?:xml|rss|atom)$|^(?:rss|feed|atom)$/i.test(name)) throw planned(input, 'a feed');
  throw planned(input, 'a web page');
};

const detectFile = async (path: string): Promise<InputSourceId> => {
  const head = await readFileStart(path, 4096).catch((error: unknown) => {
    throw inputFileError(error, path);
  });
  if (head.length === 0) throw inputError('input.empty', { path });
  const isZip = head.toString('latin1', 0, 2) === 'PK' && (head[2] === 3 || head[2] === 5);
  if (isZip || head.toString('latin1', 257, 262) === 'ustar' || ARCHIVE.test(path)) return 'archive';
  if (listFormatOfName(path) !== undefined || listFormatOfContent(head) !== undefined) return 'url-list';
  if (/\.(?:html?|xhtml)$/i.test(path)) throw planned(path, 'a web page');
  throw inputError('input.unknown_format', { path });
};

/** Whether lists stand in a folder and no image stands in it or below; a folder of neither is a folder. */
const holdsOnlyLists = async (root: string): Promise<boolean> => {
  let lists = 0;
  let left = MAX_LOOKED_AT;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && left > 0; folder = folders.pop()) {
    for await (const entry of entriesOf(join(root, folder))) {
      left -= 1;
      if (left === 0) break;
      if (isSystemName(entry.name)) continue;
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      else if (isImageExtension(parseFileName(entry.name).extension)) return false;
      else if (folder === '' && entry.isFile() && listFormatOfName(entry.name) !== undefined) lists += 1;
    }
  }
  return lists > 0;
};

// A folder below that cannot be opened gets its outcome when it is walked.
const entriesOf = async function* (path: string): AsyncIterable<Dirent> {
  try {
    yield* await opendir(path);
  } catch {
    return;
  }
};
