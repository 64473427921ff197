import { open } from 'node:fs/promises';
import { createPlacer } from './place-file.ts';

/**
 * Moves one file to its final name so that after a power cut there is either nothing or the whole file: the bytes are
 * forced to the disk before the name appears, and the name after it. Both paths are on one file system.
 */
export const durableRename = async (from: string, to: string): Promise<void> => {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  const placer = createPlacer();
  try {
    await placer.placeDurably(from, to);
  } finally {
    await placer.close();
  }
};
