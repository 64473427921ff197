import { PixmillError } from '../errors/pixmill-error.ts';
import { vectorError } from './vectors.errors.ts';

// LanceDB's errors are sentences without codes; these are what tells them apart. The order matters: what others did, what the
// machine does, and only then what is wrong with the files.
const CONFLICT = /conflict|concurrent (?:commit|writer|transaction)|too much contention/i;
const FULL = /no space left|os error 28\b|quota exceeded/i;
const FORBIDDEN =
  /permission denied|os error 13\b|read-only file system|access ?denied|forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|status(?: code)?:? 40[13]/i;
const UNREACHABLE =
  /error sending request|timed? ?out|connection (?:refused|reset|closed)|dns error|NoSuchBucket|error after \d+ retries|status(?: code)?:? 5\d\d|too many open files/i;
const DAMAGED =
  /LanceError\(IO\)|corrupt|magic|not found|panicked|invalid (?:range|format)|too small|decode|protobuf|not a directory|end of file|out of (?:range|bounds)/i;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** Whether somebody else wrote at the same moment, so that the same change may succeed when it is tried again. */
export const isConflict = (error: unknown): boolean => CONFLICT.test(textOf(error));

/** What a failed call of LanceDB means to a person; faults of the program come back as they are. */
export const lanceError = (error: unknown, path: string): unknown => {
  if (error instanceof PixmillError) return error;
  // Names of folders are no part of what went wrong.
  const text = textOf(error).replaceAll(path.replace(/^\//, ''), '');
  const cause = { cause: error };
  if (CONFLICT.test(text)) return vectorError('vectors.busy', { path }, cause);
  if (FULL.test(text)) return vectorError('vectors.full', { path }, cause);
  if (FORBIDDEN.test(text)) return vectorError('vectors.not_permitted', { path }, cause);
  if (UNREACHABLE.test(text)) return vectorError('vectors.unreachable', { path }, cause);
  if (DAMAGED.test(text)) return vectorError('vectors.damaged', { path, reason: firstWords(text) }, cause);
  return error;
};

// Behind the first comma stand places in LanceDB's own source.
const firstWords = (text: string): string =>
  text
    .replace(/^.*?LanceError\(IO\): /s, '')
    .replace(/, \/.*$/s, '')
    .slice(0, 200);
