import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { exportError } from './export.errors.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export const isMissingFile = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** Says in one sentence why writing failed; what is not a failure of the file system stays what it is. */
export const asWriteError = (error: unknown, path: string): unknown => {
  if (error instanceof PixmillError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return exportError('export.disk_full', { path }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return exportError('export.no_permission', { path }, { cause: error });
  }
  const isFileError = error instanceof Error && 'syscall' in error && /^E[A-Z]+$/.test(code);
  return isFileError ? exportError('export.write_failed', { path, reason: code }, { cause: error }) : error;
};
