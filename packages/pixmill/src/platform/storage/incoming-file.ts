import { rm } from 'node:fs/promises';
import { checkKey } from './storage-keys.ts';
import type { ReceivedFile } from './receive-file.ts';
import type { IncomingFile } from './storage.ts';

/** Under which key a file becomes durable, and as what it is served from there. */
export type FileTarget = { readonly key: string; readonly contentType: string };

/**
 * Joins a received file with the way in which its driver makes it durable: as a blob (`null`), or under a key of its
 * own. `store` runs once, however often `commit` is called; when it fails, the next `commit` tries again.
 */
export const incomingFile = (
  received: ReceivedFile,
  store: (target: FileTarget | null) => Promise<void>,
): IncomingFile => {
  let stored: Promise<void> | undefined;
  let isGone = false;
  const { path, bytes, sha256, close } = received;
  const commit = (target: FileTarget | null): Promise<void> => {
    stored ??= store(target).then(
      () => {
        isGone = true;
      },
      (error: unknown) => {
        stored = undefined;
        throw error;
      },
    );
    return stored;
  };
  return {
    path,
    bytes,
    sha256,
    commit: () => commit(null),
    commitTo: async (key, contentType) => {
      checkKey(key);
      await commit({ key, contentType });
    },
    discard: async () => {
      await close();
      if (!isGone) await rm(path, { force: true });
      isGone = true;
    },
  };
};
