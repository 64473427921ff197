import { cleanText } from './json-line.ts';

/** First characters that make a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One CSV cell: quoted by RFC 4180 where needed, with `'` before what a spreadsheet would run as a formula. Plain numbers
 * stay numbers.
 */
const csvCell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const clean = cleanText(value);
  const guarded = FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/** One CSV line with its LF. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\n`;
