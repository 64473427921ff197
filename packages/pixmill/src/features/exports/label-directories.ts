import { createHash } from 'node:crypto';

/** Directory of images without a label. */
const UNLABELLED = 'unlabelled';

/** Bytes of UTF-8; leaves room for a hash within the 255 that file systems allow. */
const MAX_BYTES = 80;

/** Names that Windows keeps for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * Words from which `datasets` guesses a split when they stand alone or between these separators in a path
 * (`data_files.py`, SPLIT_KEYWORDS and NON_WORDS_CHARS).
 */
const SPLIT_WORDS = new Set('train training validation valid val dev test testing eval evaluation'.split(' '));
const SEPARATORS = /([-._ ]|\d+)/;

/** Whether `datasets` would take a path part for the name of a split. */
export const namesSplit = (pathPart: string): boolean =>
  pathPart.split(SEPARATORS).some((word) => SPLIT_WORDS.has(word.toLowerCase()));

const shortHash = (label: string): string => createHash('sha256').update(label).digest('hex').slice(0, 8);

const cutToBytes = (text: string, limit: number): string => {
  let size = 0;
  let cut = '';
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > limit) return cut;
    cut += character;
  }
  return cut;
};

/** Puts `~` (no separator for `datasets`) around split words: `test` becomes `test~`, `cross training` `cross~training`. */
const disarmSplitWords = (name: string): string => {
  if (!namesSplit(name)) return name;
  // Odd places hold separators, even places what stands between them, '' included.
  const parts = name.split(SEPARATORS);
  const isSplitWord = (index: number): boolean => SPLIT_WORDS.has(parts[index]?.toLowerCase() ?? '');
  const joined = parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const [after, before] = [isSplitWord(index - 1), isSplitWord(index + 1)];
    if (!after && !before) return part;
    return /\d/.test(part) ? `${after ? '~' : ''}${part}${before ? '~' : ''}` : '~';
  });
  return parts.length === 1 ? `${name}~` : joined.join('');
};

const withoutEdges = (name: string): string => name.replaceAll(/^[-._ ~+]+|[-._ ~+]+$/gu, '');

/**
 * Turns a label into a directory name that is safe on Linux, macOS and Windows, in a URL and in a glob, and from which no
 * reader guesses a split. Letters and digits of every script stay; everything else becomes `-`. May return ''.
 */
export const safeName = (label: string): string => {
  const words = label
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}\-_.+~ ]+/gu, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/[- ]{2,}/g, '-');
  const trimmed = withoutEdges(words);
  const cut = withoutEdges(cutToBytes(trimmed, MAX_BYTES));
  const named = DEVICES.test(cut) ? `${cut.slice(0, 3)}~${cut.slice(3)}` : cut;
  return disarmSplitWords(named);
};

/**
 * Gives every label a directory of its own. The same set of labels gives the same directories in whatever order it comes.
 * A label whose name is taken (also by another case or normal form), cut or empty gets a hash of itself behind the name.
 */
export const labelDirectories = (labels: Iterable<string | null>): ReadonlyMap<string | null, string> => {
  const directories = new Map<string | null, string>();
  const taken = new Set([UNLABELLED]);
  const key = (name: string): string => name.normalize('NFKC').toLowerCase();
  const named: string[] = [];
  for (const label of new Set(labels)) {
    if (label === null) directories.set(null, UNLABELLED);
    else named.push(label);
  }
  const names = new Map(named.toSorted().map((label) => [label, safeName(label)]));
  // A label that needs no change keeps its name; one that only looks like it has to give way.
  const ordered = [...names].toSorted(([a, nameA], [b, nameB]) => Number(a !== nameA) - Number(b !== nameB));
  for (const [label, name] of ordered) {
    const whole = Buffer.byteLength(label) <= MAX_BYTES;
    let directory = name !== '' && whole ? name : `${name === '' ? 'label' : name}-${shortHash(label)}`;
    for (let attempt = 0; taken.has(key(directory)); attempt++) {
      directory = `${name === '' ? 'label' : name}-${shortHash(attempt === 0 ? label : `${attempt}:${label}`)}`;
    }
    taken.add(key(directory));
    directories.set(label, directory);
  }
  return directories;
};
