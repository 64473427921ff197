import { PixmillError } from '../errors/pixmill-error.ts';
import { storageError } from './storage.errors.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/** The system's name of an error (`ENOENT` …), if it has one. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * What a failed file operation means to a person: `storage.full`, `storage.not_permitted` or `storage.unreachable`.
 * Errors without a system code (an abort, a fault of the program, an error of the sender) come back as they are.
 */
export const diskError = (error: unknown, path: string): unknown => {
  const code = systemCode(error);
  if (error instanceof PixmillError || code === undefined) return error;
  if (FULL.has(code)) return storageError('storage.full', { path }, { cause: error });
  if (FORBIDDEN.has(code)) return storageError('storage.not_permitted', { path, reason: code }, { cause: error });
  return storageError('storage.unreachable', { path, reason: code }, { cause: error });
};
