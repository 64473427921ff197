import { spawn } from 'node:child_process';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseError } from '../database.errors.ts';
import type { PostgresLayout } from './layout.ts';
import { isAlive, readPidFile } from './pid-file.ts';
import type { PostgresPrograms } from './programs.ts';
import { launcherFor, programEnvironment, type ServerAccount } from './server-account.ts';
import { fileFailure } from './server-failure.ts';

/** A server that was just started. */
export type StartedServer = {
  /** Resolves with what it wrote once it has ended; pending as long as it runs. */
  readonly ended: Promise<string>;
};

const LONGEST_LOG = 4 * 1024 * 1024;

/**
 * Settings for a small machine that shares it with decoders; what keeps data through a crash (fsync, full_page_writes,
 * synchronous_commit) is left as PostgreSQL ships it: on.
 */
const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  // The system keeps read pages too; what answers requests asks for more (database.ts).
  shared_buffers: '24MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  autovacuum_work_mem: '16MB',
  // Each that runs takes some 25 MB.
  autovacuum_max_workers: '1',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',
  // Parallel queries need /dev/shm, which containers keep small.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  // A killed client must not leave its statement running and its locks held.
  client_connection_check_interval: '1s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] ',
};

const openLog = async (path: string, account: ServerAccount) => {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LONGEST_LOG) await rename(path, `${path}.1`);
  const log = await open(path, 'a+', 0o600);
  // Made by root, it must still be open to the account when that one starts the server itself.
  if (account.switchesUser) await log.chown(account.uid, account.gid);
  return log;
};

/** What was written to the log since `begin`, its end when that is long. */
const readFrom = async (path: string, begin: number): Promise<string> => {
  const log = await open(path, 'r');
  try {
    const { size } = await log.stat();
    const length = Math.max(0, Math.min(size - begin, 64 * 1024));
    const { buffer, bytesRead } = await log.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await log.close();
  }
};

/**
 * Starts the server detached, so that it outlives this process; does not wait until it answers. Throws
 * `database.disk_full`, `database.no_permission`, `database.no_unprivileged_user`.
 */
export const startServer = async ({
  layout,
  programs,
  account,
  socketDirectory,
  settings,
}: {
  readonly layout: PostgresLayout;
  readonly programs: PostgresPrograms;
  readonly account: ServerAccount;
  readonly socketDirectory: string;
  /** Further settings of the server. */
  readonly settings: Readonly<Record<string, string>>;
}): Promise<StartedServer> => {
  const launch = await launcherFor(account, [programs.postgres, layout.cluster, socketDirectory]);
  const args = Object.entries({ ...SERVER_SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const {
    command,
    args: words,
    user,
  } = launch(programs.postgres, ['-D', layout.cluster, '-k', socketDirectory, ...args]);
  const log = await openLog(layout.log, account).catch((error: unknown) => {
    throw fileFailure(error, layout.log, account.uid);
  });
  const { size: begin } = await log.stat();
  const child = spawn(command, words, {
    cwd: '/',
    detached: true,
    env: programEnvironment(programs.libraryPath),
    stdio: ['ignore', log.fd, log.fd],
    ...user,
  });
  const started = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', () => readFrom(layout.log, begin).then(resolve, () => resolve('')));
  });
  child.unref();
  await started.catch((error: unknown) => {
    throw databaseError('database.start_failed', { reason: String(error), log: layout.log }, { cause: error });
  });
  await log.close();
  return { ended };
};

/**
 * Stops the server the fast way (open transactions are rolled back, everything is written out) and waits until it has
 * gone. Returns `false` when it has not within the time.
 */
export const stopServer = async (cluster: string, timeoutMs: number): Promise<boolean> => {
  const server = await readPidFile(cluster);
  if (server === null) return true;
  try {
    process.kill(server.pid, 'SIGINT');
  } catch {
    return !isAlive(server.pid);
  }
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const now = await readPidFile(cluster);
    if (now === null || now.pid !== server.pid || !isAlive(server.pid)) return true;
    await wait(10);
  }
  return false;
};
