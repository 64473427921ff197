import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceContext } from '../library/source.ts';
import { inputError } from './inputs.errors.ts';

/** A file that can be read at any place. */
export type RandomAccessFile = {
  readonly size: number;
  /** The descriptor, for libraries that read by themselves; not to be closed by them. */
  readonly fd: number;
  /** `length` bytes from `start`, fewer only at the end of the file. */
  readonly read: (start: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

/** Whether an input is fetched rather than opened. */
export const isWebInput = (path: string): boolean => /^https?:\/\//i.test(path);

const MAX_SPOOLED_BYTES = 64 * 1024 ** 3;

/**
 * Opens an input for reading at any place: a file as it is, a URL by way of a temporary file that goes away with the
 * process. Formats whose table of contents stands at their end need it.
 */
export const openRandomAccess = async (path: string, context: SourceContext): Promise<RandomAccessFile> => {
  const handle = isWebInput(path) ? await spool(path, context) : await openFile(path);
  const { size } = await handle.stat();
  return {
    size,
    fd: handle.fd,
    read: async (start, length) => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - start)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
        if (bytesRead === 0) return buffer.subarray(0, filled);
        filled += bytesRead;
      }
      return buffer;
    },
    close: () => handle.close(),
  };
};

const openFile = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw inputFileError(error, path);
  }
};

/** What a failed opening of an input means to a person. */
export const inputFileError = (error: unknown, path: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return inputError('input.not_found', { path }, { cause: error });
  return inputError('input.not_readable', { path, reason: code }, { cause: error });
};

const spool = async (path: string, context: SourceContext): Promise<FileHandle> => {
  const directory = await mkdtemp(join(tmpdir(), 'pixmill-input-'));
  const handle = await open(join(directory, 'input'), 'wx+', 0o600);
  // Nameless from the start: whatever happens to the process, the space comes back. Windows refuses; it stays there.
  await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  try {
    let length = 0;
    for await (const chunk of await context.openInput(path)) {
      context.signal.throwIfAborted();
      length += chunk.byteLength;
      if (length > MAX_SPOOLED_BYTES) throw inputError('input.too_large', { path, reason: 'over 64 GiB' });
      await handle.writeFile(chunk);
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
};
