import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Fetcher } from '../platform/fetching/fetcher.ts';
import { diskError } from '../platform/storage/disk-errors.ts';
import { problemOfFile } from './file-digest.ts';
import type { ModelManifest } from './model-manifest.ts';
import type { ModelStore, StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';

type ModelFile = ModelManifest['files'][number];

/** How far a pull is, in bytes of all files of a model. */
export type PullProgress = (bytes: number, all: number) => void;

/** Answers that break off are asked for again from there, as long as each one brings something. */
const MOST_TRIES = 5;

const lengthOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** Writes what a stream brings behind what is there, and says how much there is then. */
const appendTo = async (
  path: string,
  { stream, start, written }: { stream: AsyncIterable<Uint8Array>; start: number; written: (bytes: number) => void },
): Promise<void> => {
  // At its place instead of at the end: two pulls of one model at once write the same bytes.
  const handle = await open(path, start === 0 ? 'w' : 'r+').catch((error: unknown) => {
    throw diskError(error, path);
  });
  try {
    let position = start;
    for await (const chunk of stream) {
      await handle.write(chunk, 0, chunk.length, position).catch((error: unknown) => {
        throw diskError(error, path);
      });
      position += chunk.length;
      written(position);
    }
  } finally {
    await handle.close();
  }
};

/**
 * Downloads the files of a model through the fetcher and puts it among those that are here, once all are what the manifest
 * says. What an interrupted pull has got is gone on from. Throws `model.no_address`, `model.download`, `model.wrong_file`,
 * `storage.*`, and the reason of an abort.
 */
export const pullModel = async (
  manifest: ModelManifest,
  {
    store,
    fetcher,
    signal,
    progress = () => {},
  }: {
    readonly store: ModelStore;
    readonly fetcher: Pick<Fetcher, 'fetchStream'>;
    readonly signal: AbortSignal;
    readonly progress?: PullProgress;
  },
): Promise<StoredModel> => {
  const { name, origin, files } = manifest;
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);

  const fetchRest = async (file: ModelFile, url: string, path: string, done: number): Promise<void> => {
    const start = await lengthOf(path);
    if (start >= file.bytes) return;
    const stream = await fetcher.fetchStream(url, { signal, maxBytes: file.bytes, start });
    await appendTo(path, { stream, start, written: (bytes) => progress(done + bytes, all) });
  };

  const pullFile = async (file: ModelFile, url: string, path: string, done: number): Promise<void> => {
    // Longer than it may be, or wrong in its bytes: nothing can be gone on from.
    if ((await lengthOf(path)) >= file.bytes && (await problemOfFile(path, file)) !== null) await rm(path);
    for (let tries = 1; (await lengthOf(path)) < file.bytes; tries++) {
      const before = await lengthOf(path);
      try {
        await fetchRest(file, url, path, done);
        if ((await lengthOf(path)) < file.bytes) break;
      } catch (error) {
        if (!(error instanceof PixmillError) || !error.code.startsWith('fetch.')) throw error;
        const goesOn = error.retry && tries < MOST_TRIES && (await lengthOf(path)) > before;
        if (goesOn) continue;
        const problem = error.message.replace(/\.$/, '');
        throw modelError('model.download', { name, file: file.name, problem }, { cause: error });
      }
    }
    const problem = await problemOfFile(path, file);
    if (problem === null) return;
    await rm(path, { force: true });
    throw modelError('model.wrong_file', { name, file: file.name, problem });
  };

  const addressed = files.map((file) => {
    if (file.url === undefined) throw modelError('model.no_address', { name, origin });
    return { file, url: file.url };
  });
  const folder = await store.collect(manifest);
  let done = 0;
  for (const { file, url } of addressed) {
    await pullFile(file, url, join(folder, file.name), done);
    done += file.bytes;
    progress(done, all);
  }
  return store.install(manifest, folder);
};
