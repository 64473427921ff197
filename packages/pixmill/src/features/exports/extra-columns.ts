import { DESCRIPTION, OWN_COLUMNS, ORIGINAL_HASH_COLUMN } from './metadata-columns.ts';

/** More distinct columns than this go into one column of JSON text: a list may name a new one in every line. */
export const MAX_EXTRA_COLUMNS = 200;

const MAX_NAME_LENGTH = 100;

/** Names with a meaning to readers: `file_name` becomes `image`, and a `*_file_name` column is opened as an image. */
const RESERVED = new Set([
  ...OWN_COLUMNS.map((column) => column.name).filter((name) => name !== DESCRIPTION),
  ORIGINAL_HASH_COLUMN.name,
  'image',
  'images',
  'file_names',
  'metadata',
  'split',
  '__key__',
  '__url__',
]);

/**
 * Names under which columns of a list are written: as they are, or `meta_…` where the name is taken, and never one that
 * `datasets` would open as an image. The same set of keys gives the same names in whatever order it comes. `described` says
 * whether descriptions are written, too.
 */
export const extraColumnNames = (
  keys: Iterable<string>,
  { described }: { readonly described: boolean },
): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  const taken = new Set(described ? [...RESERVED, DESCRIPTION] : RESERVED);
  for (const key of [...keys].toSorted()) {
    const clean = key
      .toWellFormed()
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, MAX_NAME_LENGTH)
      .toWellFormed();
    const opened = /file_names?$/.test(clean) ? `${clean}_text` : clean;
    const base = opened === '' || taken.has(opened) ? `meta_${opened}` : opened;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    names.set(key, name);
  }
  return names;
};
