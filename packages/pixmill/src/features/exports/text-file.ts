import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Characters that are gathered before they are written. */
const BUFFER_CHARACTERS = 256 * 1024;

/** A text file that grows line by line; memory stays flat. */
export type TextFile = {
  readonly write: (text: string) => Promise<void>;
  /** Makes it durable and closes it. */
  readonly finish: () => Promise<{ readonly sha256: string; readonly bytes: number }>;
  /** Closes it after a failure; harmless after `finish`. */
  readonly abandon: () => Promise<void>;
};

/** Creates a new file at `path`; what the file system says is thrown as it is. */
export const createTextFile = async (path: string): Promise<TextFile> => {
  const handle = await open(path, 'wx');
  const hash = createHash('sha256');
  let pending: string[] = [];
  let characters = 0;
  let bytes = 0;
  let closed = false;

  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(pending.join(''));
    pending = [];
    characters = 0;
    hash.update(chunk);
    bytes += chunk.length;
    await handle.writeFile(chunk);
  };
  const abandon = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await handle.close();
  };
  return {
    write: async (text) => {
      pending.push(text);
      characters += text.length;
      if (characters >= BUFFER_CHARACTERS) await flush();
    },
    finish: async () => {
      await flush();
      await handle.sync();
      await abandon();
      return { sha256: hash.digest('hex'), bytes };
    },
    abandon,
  };
};

/** Writes a whole text file, durably. */
export const writeTextFile = async (path: string, text: string): Promise<void> => {
  const file = await createTextFile(path);
  try {
    await file.write(text);
    await file.finish();
  } finally {
    await file.abandon();
  }
};
