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

/** Reads a number of bytes: `1024`, `1KiB`, `25 MB`; `null` for what is none. */
export const readByteSize = (value: number | string): number | null => {
  if (typeof value === 'number') return value;
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,15})?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (number === '' || factor === undefined) return null;
  const bytes = Math.round(Number(number) * factor);
  return Number.isSafeInteger(bytes) ? bytes : null;
};
