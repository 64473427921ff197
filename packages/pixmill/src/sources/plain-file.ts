import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

// A name may have become a link or a pipe since it was looked at: links are refused, pipes do not block.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The first bytes of a plain file, at most `maxBytes`; throws when it is none or cannot be read. */
export const readFileStart = async (path: string, maxBytes: number): Promise<Buffer> => {
  const handle = await open(path, FLAGS);
  try {
    if (!(await handle.stat()).isFile()) throw new Error('not a plain file');
    const buffer = Buffer.alloc(maxBytes);
    let length = 0;
    while (length < maxBytes) {
      const { bytesRead } = await handle.read(buffer, length, maxBytes - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
};
