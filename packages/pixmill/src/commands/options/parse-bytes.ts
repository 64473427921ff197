import { usageError } from '../command.errors.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** Reads a number of bytes: `1024`, `1KiB`, `25 MB`. Throws `usage.bad_value`. */
export const parseBytes = (flag: string, value: number | string): number => {
  if (typeof value === 'number') return value;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (number === '' || factor === undefined) {
    throw usageError('usage.bad_value', { flag, value, expected: 'a number of bytes such as 1024, 1KiB or 25MB' });
  }
  return Math.round(Number(number) * factor);
};
