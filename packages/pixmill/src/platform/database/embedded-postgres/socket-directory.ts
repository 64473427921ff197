import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseError } from '../database.errors.ts';
import { SERVER_PORT, type PostgresLayout } from './layout.ts';
import type { ServerAccount } from './server-account.ts';

/** Longest path of a Unix socket in bytes: 108 on Linux and 104 on macOS, less the closing zero. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;

const fits = (directory: string): boolean =>
  Buffer.byteLength(`${directory}/.s.PGSQL.${SERVER_PORT}`) <= LONGEST_SOCKET_PATH;

/**
 * Where the socket goes: beside the cluster, or, when that path is too long for a socket, a short folder of the
 * system's temporary space that is the same for every process with this data directory.
 */
export const socketDirectory = (layout: PostgresLayout, account: ServerAccount): string => {
  if (fits(layout.run)) return layout.run;
  const key = createHash('sha256').update(layout.root).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `pixmill-${account.uid}-${key}`);
  return fits(short) ? short : join('/tmp', `pixmill-${account.uid}-${key}`);
};

/**
 * Makes the folder, open to the server's account only: who can reach the socket is let in without a password. Throws
 * `database.no_permission` when somebody else holds the name.
 */
export const prepareSocketDirectory = async (directory: string, account: ServerAccount): Promise<void> => {
  const made = await mkdir(directory, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (made && account.switchesUser) await chown(directory, account.uid, account.gid);
  const found = await lstat(directory);
  const trusted = found.uid === account.uid || (account.switchesUser && found.uid === 0);
  if (!found.isDirectory() || !trusted) {
    throw databaseError('database.no_permission', {
      path: directory,
      user: `user ${account.uid}`,
      reason: 'it belongs to somebody else',
    });
  }
  if (found.uid !== account.uid) await chown(directory, account.uid, account.gid);
  if ((found.mode & 0o777) !== 0o700) await chmod(directory, 0o700);
};
