import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** The bytes of a plain file by number and SHA-256 (64 hex digits). */
export type FileDigest = { readonly bytes: number; readonly sha256: string };

// A name may have become a link or a pipe since it was found: links are refused, pipes do not block.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const PART_BYTES = 256 * 1024;

/** Reads a file once; `null` when it has more than `maxBytes`. Throws what the file system says. */
export const digestFile = async (path: string, maxBytes: number): Promise<FileDigest | null> => {
  const handle = await open(path, FLAGS);
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) return null;
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.min(PART_BYTES, size + 1));
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
      if (bytes > maxBytes) return null;
    }
  } finally {
    await handle.close();
  }
};
