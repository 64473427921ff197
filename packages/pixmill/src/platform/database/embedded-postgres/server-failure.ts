import { databaseError } from '../database.errors.ts';
import type { PixmillError } from '../../errors/pixmill-error.ts';

/** Why a start did not succeed, as far as what to do next is concerned. */
export type StartFailure =
  /** Another postmaster has the cluster or the socket, or a stale file says so. */
  | { readonly kind: 'locked' }
  /** Processes of a killed postmaster still use its shared memory. */
  | { readonly kind: 'orphans' }
  | { readonly kind: 'final'; readonly error: PixmillError };

/** The last complaint in what PostgreSQL (or the loader of its libraries) wrote. */
const lastComplaint = (output: string): string => {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const complaint = lines.findLast((line) => /(?:FATAL|PANIC|ERROR|error):/.test(line)) ?? lines.at(-1) ?? '';
  return complaint.replace(/^.*?(?:FATAL|PANIC|ERROR|error):\s*/, '').trim();
};

/** Reads the cause out of what a failed server or initdb wrote. */
export const readStartFailure = (
  output: string,
  { path, log, uid }: { readonly path: string; readonly log: string; readonly uid: number },
): StartFailure => {
  if (/lock file ".*" (?:already exists|is empty)/.test(output)) return { kind: 'locked' };
  if (/pre-existing shared memory block/.test(output)) return { kind: 'orphans' };
  const reason = lastComplaint(output) || 'it ended without a word';
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return { kind: 'final', error: databaseError('database.disk_full', { path }) };
  }
  if (/Permission denied|Read-only file system|has wrong ownership|has invalid permissions/.test(output)) {
    return { kind: 'final', error: databaseError('database.no_permission', { path, user: `user ${uid}`, reason }) };
  }
  return { kind: 'final', error: databaseError('database.start_failed', { reason, log }) };
};

const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file stands in its place',
};

/** Turns what a file operation threw into a sentence, or gives it back. */
export const fileFailure = (error: unknown, path: string, uid: number): unknown => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return databaseError('database.disk_full', { path }, { cause: error });
  const reason = FILE_REASONS[code];
  if (reason === undefined) return error;
  return databaseError('database.no_permission', { path, user: `user ${uid}`, reason }, { cause: error });
};

/** The same for a folder that is made with its parents: on a read-only disk Node then says that it does not exist. */
export const folderFailure = (error: unknown, path: string, uid: number): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? databaseError(
        'database.no_permission',
        { path, user: `user ${uid}`, reason: 'the folder cannot be made there' },
        { cause: error },
      )
    : fileFailure(error, path, uid);
