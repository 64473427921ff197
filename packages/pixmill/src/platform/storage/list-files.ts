import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, systemCode } from './disk-errors.ts';
import { isStorageKey } from './storage-keys.ts';
import type { StoredObject } from './storage.ts';

/** Files below `root` whose key begins with `prefix`; names that are no keys of ours are passed over. */
export const listFiles = async function* (root: string, prefix: string): AsyncIterable<StoredObject> {
  const slash = prefix.lastIndexOf('/');
  yield* walk(root, prefix.slice(0, slash + 1), prefix);
};

const walk = async function* (root: string, directory: string, prefix: string): AsyncIterable<StoredObject> {
  for await (const entry of entriesOf(join(root, directory), root)) {
    const key = directory + entry.name;
    if (entry.isDirectory()) {
      const inside = `${key}/`;
      if (inside.startsWith(prefix) || prefix.startsWith(inside)) yield* walk(root, inside, prefix);
    } else if (entry.isFile() && key.startsWith(prefix) && isStorageKey(key)) {
      const found = await stat(join(root, key)).catch(() => null);
      if (found !== null) yield { key, bytes: found.size, modifiedAt: found.mtime };
    }
  }
};

const entriesOf = async function* (path: string, root: string): AsyncIterable<Dirent> {
  try {
    yield* await opendir(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw diskError(error, root);
  }
};
