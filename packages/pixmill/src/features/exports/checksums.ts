import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of a file, 64 hex digits. */
export const fileHash = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    if (chunk instanceof Uint8Array) hash.update(chunk);
  }
  return hash.digest('hex');
};

/** By Unicode code unit, so that no locale changes the order. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Every file below a directory as a relative path with `/`, each folder's entries sorted by name. Memory holds one folder
 * a level.
 */
export async function* filesBelow(directory: string, prefix = ''): AsyncGenerator<string> {
  const entries = await readdir(join(directory, prefix), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => byName(a.name, b.name))) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(directory, `${path}/`);
    else yield path;
  }
}

/** One line of SHA256SUMS; names of ours hold neither a line break nor a backslash. */
export const checksumLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`;
