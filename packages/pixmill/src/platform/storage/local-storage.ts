import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { diskError, systemCode } from './disk-errors.ts';
import { incomingFile } from './incoming-file.ts';
import { listFiles } from './list-files.ts';
import { createPlacer } from './place-file.ts';
import { receiveFile } from './receive-file.ts';
import type { ReceivedFile } from './receive-file.ts';
import { removeStaleFiles } from './stale-files.ts';
import { checkStorage } from './check-storage.ts';
import { checkKey, checkPrefix, checkRange, INCOMING } from './storage-keys.ts';
import { storageError } from './storage.errors.ts';
import { blobKey } from './storage.ts';
import type { ByteRange, Storage } from './storage.ts';

/**
 * Storage in a directory. Files are written to `incoming/` under a random name and appear under their key by a rename,
 * after the bytes are on the disk; a process that dies leaves only strays in `incoming/`, which a sweep removes.
 *
 * @param options.root absolute path; made when it is missing
 */
export const createLocalStorage = (options: { readonly root: string }): Storage => {
  const root = resolve(options.root);
  const incoming = join(root, INCOMING);
  const pathOf = (key: string): string => {
    checkKey(key);
    return join(root, ...key.split('/'));
  };

  const placer = createPlacer();
  let incomingMade: Promise<unknown> | undefined;
  const makeIncoming = async (): Promise<void> => {
    await (incomingMade ??= mkdir(incoming, { recursive: true }));
  };
  const onDisk = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw diskError(error, root);
    }
  };

  const storeDurably = async (received: ReceivedFile, key: string): Promise<void> => {
    // The same bytes may stand there already: replacing them makes the blob young again, so that a sweep that runs now does
    // not take it for an orphan before its row is written.
    await onDisk(async () => {
      await received.sync();
      await placer.placeDurably(received.path, pathOf(key));
    });
  };

  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    checkKey(key);
    const received = await receiveFile(incoming, once(bytes), { maxBytes: Number.POSITIVE_INFINITY });
    await received.close();
    try {
      await onDisk(() => placer.place(received.path, pathOf(key)));
    } catch (error) {
      await rm(received.path, { force: true });
      throw error;
    }
  };

  const read = async (key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> => {
    if (range !== undefined) checkRange(key, range);
    const path = pathOf(key);
    const found = await statOrNull(path, root);
    if (found === null || !found.isFile()) throw storageError('storage.not_found', { key });
    if (range !== undefined && range.start >= found.size) throw storageError('storage.bad_range', { key, ...range });
    const { start, end } = range ?? { start: 0, end: found.size - 1 };
    return streamFile(path, key, root, { start, end: Math.min(end, found.size - 1) });
  };

  const storage: Storage = {
    kind: 'local',
    receive: async (bytes, limits) => {
      const received = await receiveFile(incoming, bytes, limits);
      return incomingFile(received, (target) => storeDurably(received, target?.key ?? blobKey(received.sha256)));
    },
    put,
    scratchPath: async () => {
      await onDisk(makeIncoming);
      return join(incoming, randomUUID());
    },
    place: async (scratchPath, key) => {
      await onDisk(() => placer.place(scratchPath, pathOf(key)));
    },
    dropScratch: (scratchPath) => rm(scratchPath, { force: true }),
    read,
    stat: async (key) => {
      const found = await statOrNull(pathOf(key), root);
      return found?.isFile() === true ? { key, bytes: found.size, modifiedAt: found.mtime } : null;
    },
    remove: async (key) => {
      await rm(pathOf(key), { force: true }).catch((error: unknown) => {
        throw diskError(error, root);
      });
    },
    list: (prefix) => {
      checkPrefix(prefix);
      return listFiles(root, prefix);
    },
    withLocalFile: async (key, use) => {
      const path = pathOf(key);
      const found = await statOrNull(path, root);
      if (found === null) throw storageError('storage.not_found', { key });
      return use(path);
    },
    removeStaleIncoming: (olderThan) => removeStaleFiles(incoming, olderThan),
    check: () => checkStorage(storage, root, randomUUID()),
    close: () => placer.close(),
  };
  return storage;
};

const once = async function* (bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
};

const noBytes = async function* (): AsyncIterable<Uint8Array> {};

const MOST_READ_BYTES = 256 * 1024;

const statOrNull = async (path: string, root: string) => {
  try {
    return await stat(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw diskError(error, root);
  }
};

// Opened before it is handed out: a reader that holds the stream keeps the bytes even if the file is removed.
const streamFile = async (
  path: string,
  key: string,
  root: string,
  { start, end }: ByteRange,
): Promise<AsyncIterable<Uint8Array>> => {
  const bytes = end - start + 1;
  if (bytes <= 0) return noBytes();
  try {
    const handle = await open(path, 'r');
    // Each read takes as much memory as it may read: a small file needs no more than it has.
    return createReadStream(path, { fd: handle, highWaterMark: Math.min(bytes, MOST_READ_BYTES), start, end });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw storageError('storage.not_found', { key });
    throw diskError(error, root);
  }
};
