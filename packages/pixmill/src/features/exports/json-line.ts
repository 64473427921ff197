/** A value that a column of a table holds. */
export type CellValue = string | number | boolean | readonly string[] | null;

/** Text that every JSON reader accepts: no lone surrogates, no NUL. */
export const cleanText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

const decimalText = (value: number): string => {
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
};

/** JSON of a cell; `decimal` keeps `1.0` from turning into a whole number in readers that infer types. */
export const cellJson = (value: CellValue, decimal: boolean): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(cleanText(value));
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 'null';
    return decimal ? decimalText(value) : String(value);
  }
  if (typeof value === 'boolean') return String(value);
  return JSON.stringify(value.map(cleanText));
};

/** The same value as text, for columns whose values have no common type. */
export const cellText = (value: CellValue): string => {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
};

/** One JSON object from names and JSON texts, on one line. */
export const jsonObject = (entries: readonly (readonly [name: string, json: string])[]): string =>
  `{${entries.map(([name, json]) => `${JSON.stringify(name)}: ${json}`).join(', ')}}`;
