import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { filesBelow } from './checksums.ts';
import { namesSplit } from './label-directories.ts';

/** Makes the error that names a rule that does not hold. */
export type Violated = (rule: string, detail: string) => Error;

/** What `datasets` reads before it decides on types. */
const FIRST_BLOCK = 10 * 1024 * 1024;

const typeOf = (value: unknown): string | null => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  return Array.isArray(value) ? 'list' : typeof value;
};

/** Adds up names so that the order does not matter: equal sums of equal counts mean equal sets of names. */
const createNameSum = () => {
  let sum = 0n;
  let count = 0;
  return {
    add: (name: string): void => {
      sum = BigInt.asUintN(128, sum + BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 32)}`));
      count += 1;
    },
    text: (): string => `${count} names, sum ${sum}`,
  };
};

const checkPath = (path: string, violated: Violated): void => {
  const parts = path.split('/');
  if (
    path.includes('://') ||
    path.startsWith('/') ||
    parts.some((part) => part === '' || part === '.' || part === '..')
  ) {
    throw violated('paths are relative and stay inside', path);
  }
  if (parts.some((part) => namesSplit(part))) throw violated('no name makes a reader guess a split', path);
};

/**
 * Reads `metadata.jsonl` by the rules of Hugging Face's ImageFolder: `file_name` first and inside the folder, the same
 * keys and types in every line, each type visible in the first 10 MB, exactly one line an image file.
 */
export const checkImageFolder = async (options: {
  readonly directory: string;
  readonly images: number;
  readonly violated: Violated;
}): Promise<void> => {
  const { directory, images, violated } = options;
  const types = new Map<string, string>();
  const listed = createNameSum();
  let keys: string | null = null;
  let count = 0;
  let bytes = 0;
  const lines = createInterface({ input: createReadStream(join(directory, 'metadata.jsonl')), crlfDelay: Infinity });
  for await (const line of lines) {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null) throw violated('each line of metadata is an object', line);
    const entries = Object.entries(row);
    const [firstName, fileName] = entries[0] ?? [];
    if (firstName !== 'file_name' || typeof fileName !== 'string') throw violated('file_name comes first', line);
    checkPath(fileName, violated);
    const names = JSON.stringify(entries.map(([name]) => name));
    if (names !== (keys ??= names)) throw violated('the same columns in every line', fileName);
    for (const [name, value] of entries) {
      const type = typeOf(value);
      if (type === null) continue;
      const known = types.get(name);
      if (known === undefined && bytes > FIRST_BLOCK) throw violated('types show in the first 10 MB', name);
      if (known !== undefined && known !== type)
        throw violated('the same types in every line', `${name} of ${fileName}`);
      types.set(name, type);
    }
    if (!('license' in row) || typeof row.license !== 'string' || row.license === '') {
      throw violated('a licence, or that it is unknown, for every image', fileName);
    }
    const file = await stat(join(directory, fileName)).catch(() => null);
    if (file === null || !('bytes' in row) || file.size !== row.bytes) {
      throw violated('every listed image is there, with its size', fileName);
    }
    listed.add(fileName);
    bytes += Buffer.byteLength(line) + 1;
    count += 1;
  }
  const found = createNameSum();
  for await (const path of filesBelow(join(directory, 'images'))) {
    // torchvision takes the folders below images/ for classes.
    if (!path.includes('/')) throw violated('only class folders in images/', path);
    found.add(`images/${path}`);
  }
  if (count !== images) throw violated('as many lines as images', `${count} of ${images}`);
  if (listed.text() !== found.text()) {
    throw violated('one line for every image file', `${listed.text()} in the metadata, ${found.text()} in images/`);
  }
};
