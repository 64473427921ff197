import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, readdir, readlink, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `postmaster.pid` says of a running server. */
export type PidFile = { readonly text: string; readonly pid: number; readonly socketDirectory: string | null };

const run = promisify(execFile);

/** Reads `postmaster.pid` of a cluster; `null` when there is none, or it is not written out yet. */
export const readPidFile = async (cluster: string): Promise<PidFile | null> => {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  // Lines: process id, data directory, start time, port, socket directory, …
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { text, pid, socketDirectory: lines[4] === undefined || lines[4] === '' ? null : lines[4] };
};

/** Whether a process runs, whoever owns it. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether a process is a PostgreSQL, as far as the system tells. */
const isPostgres = async (pid: number): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  const name = await run('ps', ['-o', 'comm=', '-p', String(pid)], { timeout: 5000 }).then(
    ({ stdout }) => stdout,
    () => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres'),
  );
  return name.trim().endsWith('postgres');
};

/**
 * Removes lock files that name a process which is no PostgreSQL: after a crash of the machine (or a new container on an
 * old volume) its number may belong to another program, and PostgreSQL would wait for that one for ever.
 */
export const removeStaleLocks = async (cluster: string, socketPath: string): Promise<boolean> => {
  let removed = false;
  for (const path of [join(cluster, 'postmaster.pid'), `${socketPath}.lock`]) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue;
    if (await isPostgres(Number(text.split('\n')[0]))) continue;
    // Moved first and compared after: should a server have just written its own, it is put back.
    const aside = `${path}.${randomUUID()}`;
    const moved = await rename(path, aside).then(
      () => true,
      () => false,
    );
    if (!moved) continue;
    if ((await readFile(aside, 'utf8').catch(() => '')) === text) {
      await rm(aside, { force: true });
      removed = true;
    } else {
      await rename(aside, path);
    }
  }
  return removed;
};

/**
 * Ends the processes of a killed postmaster. They notice its death when they next wait for work; one in the middle of a
 * long statement holds the shared memory until then. Only on Linux, where a process can be known by its folder; elsewhere
 * they are waited for.
 */
export const endOrphans = async (cluster: string): Promise<number> => {
  if (process.platform !== 'linux') return 0;
  const folder = await realpath(cluster);
  let ended = 0;
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    if ((await readlink(`/proc/${name}/cwd`).catch(() => '')) !== folder) continue;
    if (!(await isPostgres(pid))) continue;
    // SIGQUIT makes a server process leave at once without touching anything shared; recovery follows at the next start.
    try {
      process.kill(pid, 'SIGQUIT');
      ended += 1;
    } catch {
      // It has gone by itself.
    }
  }
  return ended;
};
