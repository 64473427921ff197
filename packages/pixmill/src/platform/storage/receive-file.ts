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
    // Small chunks are gathered: a write costs the same whether it is of one network packet or of a whole photo.
    let gathered: Uint8Array[] = [];
    let gatheredBytes = 0;
    const flush = async (): Promise<void> => {
      const chunks = gathered;
      gathered = [];
      gatheredBytes = 0;
      if (chunks.length > 0) await writeAll(file, chunks, directory);
    };
    for await (const chunk of bytes) {
      received += chunk.byteLength;
      if (received > limits.maxBytes) throw storageError('storage.too_large', { maxBytes: limits.maxBytes });
      hash.update(chunk);
      gathered.push(chunk);
      gatheredBytes += chunk.byteLength;
      if (gatheredBytes >= GATHERED_BYTES) await flush();
    }
    await flush();
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

/** How much of a stream waits in memory before it is written. */
const GATHERED_BYTES = 256 * 1024;

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

const writeAll = async (file: FileHandle, chunks: readonly Uint8Array[], directory: string): Promise<void> => {
  try {
    let rest = chunks;
    while (rest.length > 0) {
      const { bytesWritten } = await file.writev(rest);
      // A nearly full disk takes part of a write and refuses the rest at the next one.
      rest = unwritten(rest, bytesWritten);
    }
  } catch (error) {
    throw diskError(error, directory);
  }
};

const unwritten = (chunks: readonly Uint8Array[], written: number): readonly Uint8Array[] => {
  let skipped = 0;
  let at = written;
  for (const { byteLength } of chunks) {
    if (at < byteLength) break;
    at -= byteLength;
    skipped++;
  }
  const [first, ...others] = chunks.slice(skipped);
  return first === undefined ? [] : [first.subarray(at), ...others];
};
