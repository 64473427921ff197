import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, systemCode } from './disk-errors.ts';
import { storageError } from './storage.errors.ts';

/** A whole file in a temporary directory, with what was counted on the way. It is still open: `close` or `sync` it. */
export type ReceivedFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Forces the bytes to the disk and closes the file; its name is not forced. */
  readonly sync: () => Promise<void>;
  /** Harmless when it is closed already. */
  readonly close: () => Promise<void>;
};

/**
 * Writes a stream to a new file `<directory>/<uuid>`, counting and hashing on the way. The file is not yet durable.
 * Throws `storage.too_large` past `maxBytes`, `storage.full`, or what the stream throws; the file is then gone.
 */
export const receiveFile = async (
  directory: string,
  bytes: AsyncIterable<Uint8Array>,
  limits: { readonly maxBytes: number },
): Promise<ReceivedFile> => {
  const path = join(directory, randomUUID());
  const hash = createHash('sha256');
  let received = 0;
  const file = await openNew(path, directory);
  try {
    for await (const chunk of bytes) {
      received += chunk.byteLength;
      if (received > limits.maxBytes) throw storageError('storage.too_large', { maxBytes: limits.maxBytes });
      hash.update(chunk);
      await writeAll(file, chunk, directory);
    }
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  };
  const sync = async (): Promise<void> => {
    if (isOpen) await file.sync();
    await close();
  };
  return { path, bytes: received, sha256: hash.digest('hex'), sync, close };
};

type FileHandle = Awaited<ReturnType<typeof open>>;

// `wx`: a name that exists already is never written to. Somebody may have removed the directory meanwhile.
const openNew = async (path: string, directory: string): Promise<FileHandle> => {
  try {
    return await open(path, 'wx', 0o600).catch(async (error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error;
      await mkdir(directory, { recursive: true });
      return open(path, 'wx', 0o600);
    });
  } catch (error) {
    throw diskError(error, directory);
  }
};

const writeAll = async (file: FileHandle, chunk: Uint8Array, directory: string): Promise<void> => {
  try {
    let written = 0;
    // A nearly full disk takes part of a write and refuses the rest at the next one.
    while (written < chunk.byteLength) {
      const result = await file.write(chunk, written, chunk.byteLength - written);
      written += result.bytesWritten;
    }
  } catch (error) {
    throw diskError(error, directory);
  }
};
