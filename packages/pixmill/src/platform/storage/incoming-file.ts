import { rm } from 'node:fs/promises';
import type { ReceivedFile } from './receive-file.ts';
import type { IncomingFile } from './storage.ts';

/**
 * Joins a received file with the way in which its driver makes it durable. `store` runs once, however often `commit` is
 * called; when it fails, the next `commit` tries again.
 */
export const incomingFile = (received: ReceivedFile, store: () => Promise<void>): IncomingFile => {
  let stored: Promise<void> | undefined;
  let isGone = false;
  const { path, bytes, sha256, close } = received;
  return {
    path,
    bytes,
    sha256,
    commit: () => {
      stored ??= store().then(
        () => {
          isGone = true;
        },
        (error: unknown) => {
          stored = undefined;
          throw error;
        },
      );
      return stored;
    },
    discard: async () => {
      await close();
      if (!isGone) await rm(path, { force: true });
      isGone = true;
    },
  };
};
