import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './disk-errors.ts';

/** Moves files to their final names, on one file system. */
export type Placer = {
  /** Moves a file; readers see it whole or not at all. Nothing is forced to the disk. */
  readonly place: (from: string, to: string) => Promise<void>;
  /**
   * Moves a file whose bytes are on the disk already, and forces the new name there too: after a power cut there is
   * either nothing or the whole file. Keeps the directory open for the next one, so it is for few directories.
   */
  readonly placeDurably: (from: string, to: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Directory = { readonly sync: () => Promise<void>; readonly close: () => Promise<void> };

export const createPlacer = (): Placer => {
  const directories = new Map<string, Promise<Directory>>();

  const directoryOf = (path: string): Promise<Directory> => {
    const known = directories.get(path);
    if (known !== undefined) return known;
    const opened = openDirectory(path);
    directories.set(path, opened);
    opened.catch(() => directories.delete(path));
    return opened;
  };

  const place = async (from: string, to: string): Promise<void> => {
    try {
      await rename(from, to);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      // The first file of a directory, or one that somebody has removed meanwhile.
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
    }
  };

  return {
    place,
    placeDurably: async (from, to) => {
      const path = dirname(to);
      const directory = await directoryOf(path);
      try {
        await rename(from, to);
        await directory.sync();
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        directories.delete(path);
        await directory.close();
        const made = await directoryOf(path);
        await rename(from, to);
        await made.sync();
      }
    },
    close: async () => {
      const open = [...directories.values()];
      directories.clear();
      for (const directory of open) await (await directory).close();
    },
  };
};

/** Makes a directory and those above it durably where they are missing, and opens it for syncing. */
const openDirectory = async (path: string): Promise<Directory> => {
  const firstMade = await mkdir(path, { recursive: true });
  // Windows cannot open a directory; its file system journals names by itself.
  if (process.platform === 'win32') return { sync: async () => undefined, close: async () => undefined };
  if (firstMade !== undefined) await syncUpTo(dirname(firstMade), dirname(path));
  const handle = await open(path, 'r');
  return { sync: () => handle.sync(), close: () => handle.close() };
};

// A new directory is itself an entry of its parent, which must reach the disk too.
const syncUpTo = async (top: string, path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (path !== top && dirname(path) !== path) await syncUpTo(top, dirname(path));
};
