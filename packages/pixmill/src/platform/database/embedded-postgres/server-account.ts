import { execFile } from 'node:child_process';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { databaseError } from '../database.errors.ts';

/** Under whom the server runs: PostgreSQL refuses root. */
export type ServerAccount = {
  readonly uid: number;
  readonly gid: number;
  /** Whether that is another user than this process's, which is root then. */
  readonly switchesUser: boolean;
};

/** A program with its arguments, and the user options for `spawn`. */
export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number } | Record<string, never>;
};

const run = promisify(execFile);
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';

const lookUp = async (name: string): Promise<{ uid: number; gid: number } | null> => {
  try {
    const options = { env: { PATH: SYSTEM_PATH }, timeout: 5000 };
    const [uid, gid] = await Promise.all([run('id', ['-u', name], options), run('id', ['-g', name], options)]);
    const found = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    return Number.isInteger(found.uid) && Number.isInteger(found.gid) && found.uid > 0 ? found : null;
  } catch {
    return null;
  }
};

const ownerOf = async (path: string): Promise<{ uid: number; gid: number } | null> => {
  const found = await stat(path).catch(() => null);
  return found === null || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
};

/**
 * Chooses the account: this process's own user, or, for root, the owner of an existing cluster, else of the data
 * directory, else `postgres`, else `nobody`. Throws `database.no_unprivileged_user`, `database.no_permission`.
 */
export const chooseAccount = async ({
  root,
  dataDirectory,
}: {
  readonly root: string;
  readonly dataDirectory: string;
}): Promise<ServerAccount> => {
  const uid = process.geteuid?.() ?? -1;
  const gid = process.getegid?.() ?? -1;
  if (uid !== 0) {
    const owner = await stat(root).catch(() => null);
    if (owner !== null && owner.uid !== uid) {
      throw databaseError('database.no_permission', {
        path: root,
        user: `user ${uid}`,
        reason: `it belongs to user ${owner.uid}`,
      });
    }
    return { uid, gid, switchesUser: false };
  }
  const chosen =
    (await ownerOf(root)) ?? (await ownerOf(dataDirectory)) ?? (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (chosen === null) {
    throw databaseError('database.no_unprivileged_user', { reason: 'there is neither a user postgres nor nobody' });
  }
  return { ...chosen, switchesUser: true };
};

/** Whether a user may pass through every folder above a path, by the mode bits. */
const mayReach = async (path: string, account: ServerAccount): Promise<boolean> => {
  for (let folder = dirname(await realpath(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};

const CAPABILITIES = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
] as const;
const CAP_SETPCAP = 8n;

/** The capability of this process that lets the server pass closed folders, `null` when it has none to give. */
const passableCapability = async (): Promise<string | null> => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const held = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  const has = (bit: bigint): boolean => ((held >> bit) & 1n) === 1n;
  if (!has(CAP_SETPCAP)) return null;
  return CAPABILITIES.find(({ bit }) => has(bit))?.name ?? null;
};

/**
 * How to run programs under the account. When it cannot reach `paths` (a data directory in /root, a checkout in a
 * private folder), the programs get one capability, to read and to pass through folders, and no other power of root.
 * Throws `database.no_unprivileged_user` when there is no way.
 */
export const launcherFor = async (
  account: ServerAccount,
  paths: readonly string[],
): Promise<(program: string, args: readonly string[]) => Launch> => {
  if (!account.switchesUser) return (program, args) => ({ command: program, args, user: {} });
  const { uid, gid } = account;
  const closed: string[] = [];
  for (const path of paths) if (!(await mayReach(path, account))) closed.push(path);
  if (closed.length === 0) return (program, args) => ({ command: program, args, user: { uid, gid } });

  const refuse = (reason: string): Error =>
    databaseError('database.no_unprivileged_user', {
      reason: `user ${uid} may not pass the folders above ${closed.join(' and ')}, and ${reason}`,
    });
  const capability = await passableCapability();
  if (capability === null) throw refuse('this process may not hand on the capability to do so');
  const installed = await run('setpriv', ['--version'], { env: { PATH: SYSTEM_PATH } }).then(
    () => true,
    () => false,
  );
  if (!installed) throw refuse('the program setpriv of util-linux is missing');
  const prefix = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
    // access(2) ignores the capabilities of a user that is not root unless this bit is set, and initdb asks with it.
    '--securebits=+no_setuid_fixup',
    '--no-new-privs',
    '--',
  ];
  return (program, args) => ({ command: 'setpriv', args: [...prefix, program, ...args], user: {} });
};

/** Environment of every program of PostgreSQL: nothing of ours, so that the same happens everywhere. */
export const programEnvironment = (libraryPath: string | null): Record<string, string> => ({
  PATH: SYSTEM_PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(libraryPath === null ? {} : { LD_LIBRARY_PATH: libraryPath }),
});
