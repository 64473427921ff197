import { readDatabaseFailure } from '../database/database-failure.ts';
import { PixmillError } from '../errors/pixmill-error.ts';

/** Trying the next part cannot help: the place where everything is written is full or closed. */
const HOPELESS = ['storage.full', 'storage.not_permitted', 'storage.no_bucket'];

/** Whether an error would be met by everything that writes. */
export const isHopeless = (error: unknown): boolean => error instanceof PixmillError && HOPELESS.includes(error.code);

/** Whether an error stays, however often it is tried. */
export const isFinal = (error: unknown): boolean =>
  isHopeless(error) || (error instanceof PixmillError && !error.retry);

/** What people are told of an error: itself when it is in the catalogue; `null` for a fault of the program. */
export const knownError = (error: unknown): PixmillError | null =>
  error instanceof PixmillError ? error : readDatabaseFailure(error);
