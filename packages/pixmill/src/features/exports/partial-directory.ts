import { randomUUID } from 'node:crypto';
import { open, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { MARKER, assertReplaceable, entriesOf } from './replaceable-directory.ts';
import { asWriteError } from './write-errors.ts';

/** A partial directory of another machine is stale when nothing has happened in it for this long. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** A directory that is being built beside its place. */
export type PartialDirectory = {
  readonly path: string;
  /** Puts it in its place; an earlier output of the same owner is replaced. Throws `export.directory_exists`. */
  readonly place: () => Promise<void>;
  /** Removes it; harmless after `place`. */
  readonly discard: () => Promise<void>;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const host = (): string =>
  hostname()
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, 20) || 'host';

/** Whether whoever builds `.<name>.partial-<host>-<pid>-<id>` is gone. */
const isStale = async (path: string, suffix: string): Promise<boolean> => {
  const [owner, pid] = suffix.split('-');
  if (owner === host()) return Number(pid) !== process.pid && !isAlive(Number(pid));
  const { mtimeMs } = await stat(path);
  return Date.now() - mtimeMs > STALE_MS;
};

/** Puts right what a killed run left: a half-built directory goes, an old output that was moved aside comes back. */
const recover = async (parent: string, name: string): Promise<void> => {
  const entries = await readdir(parent);
  for (const entry of entries) {
    const path = join(parent, entry);
    if (entry.startsWith(`.${name}.partial-`)) {
      const suffix = entry.slice(`.${name}.partial-`.length);
      if (await isStale(path, suffix)) await rm(path, { recursive: true, force: true });
    } else if (entry.startsWith(`.${name}.old-`) && (await isStale(path, entry.slice(`.${name}.old-`.length)))) {
      if ((await entriesOf(join(parent, name))) === null) await rename(path, join(parent, name));
      else await rm(path, { recursive: true, force: true });
    }
  }
};

/** Makes the names in a directory durable; where a directory cannot be synced there is nothing to do. */
const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => null);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
};

/**
 * Begins to build a directory beside `directory`. Removes what killed runs left there. `owner` is what an existing
 * directory must be marked with to be replaced. Throws `export.directory_exists`, `export.foreign_files`, and what the
 * file system says as `export.*`.
 */
export const beginDirectory = async (options: {
  readonly directory: string;
  readonly owner: string;
}): Promise<PartialDirectory> => {
  const given = resolve(options.directory);
  try {
    await mkdir(dirname(given), { recursive: true });
    const target = await realpath(given).catch(() => given);
    const [parent, name] = [dirname(target), basename(target)];
    await recover(parent, name);
    await assertReplaceable(target, options.owner);
    const suffix = `${host()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const path = join(parent, `.${name}.partial-${suffix}`);
    await mkdir(path);

    const place = async (): Promise<void> => {
      try {
        const entries = (await readdir(path)).toSorted();
        await writeFile(join(path, MARKER), `${JSON.stringify({ owner: options.owner, entries })}\n`, { flush: true });
        await syncDirectory(path);
        await assertReplaceable(target, options.owner);
        const old = join(parent, `.${name}.old-${suffix}`);
        const existed = ((await entriesOf(target))?.length ?? 0) > 0;
        if (existed) await rename(target, old);
        // Renaming onto an empty directory replaces it.
        await rename(path, target).catch(async (error: unknown) => {
          if (existed) await rename(old, target);
          throw error;
        });
        await syncDirectory(parent);
        if (existed) await rm(old, { recursive: true, force: true });
      } catch (error) {
        throw asWriteError(error, target);
      }
    };
    return { path, place, discard: () => rm(path, { recursive: true, force: true }) };
  } catch (error) {
    throw asWriteError(error, given);
  }
};
