import { readByteSize } from '../../library/byte-size.ts';
import { usageError } from '../command.errors.ts';

/** Reads a number of bytes: `1024`, `1KiB`, `25 MB`. Throws `usage.bad_value`. */
export const parseBytes = (flag: string, value: number | string): number => {
  const bytes = readByteSize(value);
  if (bytes !== null) return bytes;
  throw usageError('usage.bad_value', { flag, value, expected: 'a number of bytes such as 1024, 1KiB or 25MB' });
};
