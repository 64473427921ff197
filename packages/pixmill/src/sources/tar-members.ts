import { extract } from 'tar-stream';
import type { Extract, Header } from 'tar-stream';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { ArchiveMember } from './archive-members.ts';
import { inputError } from './inputs.errors.ts';

/**
 * The members of a tar in its order, as they stream by. Throws `input.damaged` where the archive is damaged or cut
 * short, after the members before that.
 */
export const tarMembers = async function* (
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  maxMembers: number,
): AsyncIterable<ArchiveMember> {
  const tar = extract({});
  const feeding = feed(tar, bytes);
  let index = 0;
  try {
    for await (const entry of tar) {
      if (index >= maxMembers) throw inputError('input.too_large', { path, reason: `over ${maxMembers} members` });
      const { header } = entry;
      const chunks = chunksOf(entry);
      yield {
        index: index++,
        name: header.name,
        kind: kindOf(header),
        packedBytes: null,
        open: async () => chunks,
      };
      // What nobody has read to its end must stream by before the next one comes.
      while ((await chunks.next()).done !== true);
    }
    await feeding;
  } catch (error) {
    if (error instanceof PixmillError) throw error;
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown';
    throw inputError('input.damaged', { path, reason }, { cause: error });
  } finally {
    tar.destroy(null);
    await feeding.catch(() => undefined);
  }
};

/** The bytes of an entry; unlike the entry's own iterator, leaving it early does not end the whole archive. */
const chunksOf = (entry: AsyncIterable<unknown>) => {
  const iterator = entry[Symbol.asyncIterator]();
  const chunks = {
    next: async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const next = await iterator.next();
      if (next.done === true || !(next.value instanceof Uint8Array)) return { done: true, value: undefined };
      return { done: false, value: next.value };
    },
    [Symbol.asyncIterator]: () => chunks,
  };
  return chunks;
};

const kindOf = (header: Header): ArchiveMember['kind'] => {
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      return 'file';
    case 'directory':
      return 'directory';
    case 'link':
    case 'symlink':
      return 'link';
    default:
      return 'special';
  }
};

const feed = async (tar: Extract, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
  try {
    for await (const chunk of bytes) {
      if (tar.destroying) return;
      if (!tar.write(chunk)) await writable(tar);
    }
    tar.end(null);
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error('the input failed'));
  }
};

const writable = (tar: Extract): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      tar.off('drain', done);
      tar.off('close', done);
      resolve();
    };
    tar.once('drain', done);
    tar.once('close', done);
  });
