import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from './disk-errors.ts';

/** Removes files of a flat directory that were last written before `olderThan`; answers how many. */
export const removeStaleFiles = async (directory: string, olderThan: Date): Promise<number> => {
  let removed = 0;
  try {
    for await (const entry of await opendir(directory)) {
      if (!entry.isFile()) continue;
      const path = join(directory, entry.name);
      const found = await stat(path).catch(() => null);
      if (found === null || found.mtime >= olderThan) continue;
      await rm(path, { force: true });
      removed += 1;
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  return removed;
};
