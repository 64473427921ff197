import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

/** A tar file that is being written: nothing in it depends on the time or on who writes it. */
export type ShardFile = {
  readonly add: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Makes it durable. */
  readonly finish: () => Promise<{ readonly sha256: string; readonly bytes: number }>;
  readonly abandon: () => void;
};

/** Creates a new tar file; what the file system says is thrown by the call that comes next. */
export const createShardFile = (path: string): ShardFile => {
  const tar = pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const tap = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const written = pipeline(tar, tap, createWriteStream(path, { flags: 'wx', flush: true }));
  // A failure surfaces in the next call; without this it would end the process before.
  written.catch(() => undefined);
  const failed = written.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => Promise.reject(error),
  );
  failed.catch(() => undefined);

  return {
    add: async (name, content) => {
      const header = { name, size: content.length, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };
      const packed = new Promise<void>((resolve, reject) => {
        const entry = tar.entry(header, (error) => (error ? reject(error) : resolve()));
        // A failing disk destroys the entry too; without a listener that would end the process.
        entry.on('error', reject);
        entry.end(content);
      });
      packed.catch(() => undefined);
      await Promise.race([packed, failed]);
    },
    finish: async () => {
      tar.finalize();
      await written;
      return { sha256: hash.digest('hex'), bytes };
    },
    abandon: () => {
      tar.destroy();
    },
  };
};
