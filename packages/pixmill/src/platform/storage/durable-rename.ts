import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Moves a file to its final name so that after a power cut there is either nothing or the whole file: the bytes are
 * forced to the disk before the name appears, and the name after it. Both paths are on one file system.
 */
export const durableRename = async (from: string, to: string): Promise<void> => {
  await syncPath(from, 'r+');
  const directory = dirname(to);
  const firstMade = await mkdir(directory, { recursive: true });
  await rename(from, to);
  await syncPath(directory, 'r');
  if (firstMade !== undefined) await syncUpTo(dirname(firstMade), dirname(directory));
};

// A new directory is itself an entry of its parent, which must reach the disk too.
const syncUpTo = async (top: string, directory: string): Promise<void> => {
  await syncPath(directory, 'r');
  if (directory !== top && dirname(directory) !== directory) await syncUpTo(top, dirname(directory));
};

const syncPath = async (path: string, flags: 'r' | 'r+'): Promise<void> => {
  // Windows cannot open a directory; its file system journals names by itself.
  if (flags === 'r' && process.platform === 'win32') return;
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
