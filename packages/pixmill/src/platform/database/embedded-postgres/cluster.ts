import { randomUUID } from 'node:crypto';
import { chown, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseError } from '../database.errors.ts';
import { SERVER_MAJOR, SERVER_USER, type PostgresLayout } from './layout.ts';
import type { PostgresPrograms } from './programs.ts';
import { runProgram } from './run-program.ts';
import { launcherFor, programEnvironment, type ServerAccount } from './server-account.ts';
import { fileFailure, readStartFailure } from './server-failure.ts';

const NEW_CLUSTER = 'cluster.new-';

/** Checks that the cluster is one that the programs can open; `false` when there is none yet. */
const isReadable = async (layout: PostgresLayout): Promise<boolean> => {
  const version = await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (version === null) return false;
  const found = version.trim();
  if (found !== SERVER_MAJOR) {
    throw databaseError('database.incompatible_files', { path: layout.cluster, found, needed: SERVER_MAJOR });
  }
  return true;
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const initialise = async (
  layout: PostgresLayout,
  programs: PostgresPrograms,
  account: ServerAccount,
  sync: boolean,
): Promise<void> => {
  const fresh = join(layout.root, `${NEW_CLUSTER}${randomUUID()}`);
  await mkdir(fresh, { mode: 0o700 });
  if (account.switchesUser) await chown(fresh, account.uid, account.gid);
  try {
    const launch = await launcherFor(account, [programs.initdb, fresh]);
    const { status, output } = await runProgram(
      launch(programs.initdb, [
        `--pgdata=${fresh}`,
        `--username=${SERVER_USER}`,
        '--encoding=UTF8',
        // Independent of the machine's locales: a data directory can move, and sorting is the same everywhere.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--text-search-config=english',
        '--auth-local=trust',
        '--auth-host=reject',
        '--no-instructions',
        ...(sync ? [] : ['--no-sync']),
      ]),
      programEnvironment(programs.libraryPath),
    );
    if (status !== 0) {
      // A process that was faster may have cleared this one's folder away.
      if (await isReadable(layout)) return;
      const failure = readStartFailure(output, { path: layout.root, log: layout.log, uid: account.uid });
      throw failure.kind === 'final'
        ? failure.error
        : databaseError('database.start_failed', { reason: 'initdb failed', log: layout.log });
    }
    // The rename is the moment at which the cluster exists: a killed initdb leaves no half one behind.
    await rename(fresh, layout.cluster).catch(async (error: unknown) => {
      if (!(await isReadable(layout))) throw error;
    });
    if (sync) await syncFolder(layout.root);
  } finally {
    await rm(fresh, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** Removes what killed first starts left; called while this process holds the cluster open. */
export const removeHalfClusters = async (layout: PostgresLayout): Promise<void> => {
  for (const name of await readdir(layout.root)) {
    if (!name.startsWith(NEW_CLUSTER)) continue;
    await rm(join(layout.root, name), { recursive: true, force: true }).catch(() => undefined);
  }
};

/**
 * Makes sure that there is a cluster that the programs can open. Two processes may do so at once: one of their clusters
 * wins. Throws `database.incompatible_files`, `database.disk_full`, `database.no_permission`, `database.start_failed`.
 */
export const ensureCluster = async ({
  layout,
  programs,
  account,
  sync,
}: {
  readonly layout: PostgresLayout;
  readonly programs: PostgresPrograms;
  readonly account: ServerAccount;
  /** Whether the new cluster is flushed to disk; only tests do without. */
  readonly sync: boolean;
}): Promise<void> => {
  try {
    if (!(await isReadable(layout))) await initialise(layout, programs, account, sync);
  } catch (error) {
    throw fileFailure(error, layout.root, account.uid);
  }
};

/** Makes the folder of the embedded PostgreSQL for the account. Throws `database.no_permission`, `database.disk_full`. */
export const prepareRoot = async (layout: PostgresLayout, account: ServerAccount): Promise<void> => {
  try {
    const made = await mkdir(layout.root, { recursive: true, mode: 0o700 });
    if (made !== undefined && account.switchesUser) await chown(layout.root, account.uid, account.gid);
  } catch (error) {
    throw fileFailure(error, layout.root, account.uid);
  }
};
