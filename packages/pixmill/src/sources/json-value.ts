import type { Json } from '../library/candidate.ts';

/** What is kept of one value of a list; longer texts and lists are cut, larger bytes left out. */
const MAX_TEXT = 16_384;
const MAX_ITEMS = 1_000;
const MAX_BYTES = 1_024;
const MAX_DEPTH = 8;

/** A text that PostgreSQL can hold: no NUL, no half surrogate, at most 16,384 characters. */
export const cleanText = (text: string): string => {
  const short = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
  const whole = short.isWellFormed() ? short : short.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
};

/**
 * What any value becomes as JSON: whole numbers beyond 2^53 become texts, times RFC 3339, small byte arrays base64.
 * `undefined` for what has no sense as JSON (functions, large byte arrays, what is nested more than 8 deep).
 */
export const jsonValue = (value: unknown, depth = 0): Json | undefined => {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) {
    return value.length > MAX_BYTES ? undefined : Buffer.from(value).toString('base64');
  }
  if (ArrayBuffer.isView(value)) return listValue(Object.values(value), depth);
  return Array.isArray(value) ? listValue(value, depth) : objectValue(value, depth);
};

const listValue = (values: readonly unknown[], depth: number): Json =>
  values.slice(0, MAX_ITEMS).map((item) => jsonValue(item, depth + 1) ?? null);

const objectValue = (value: object, depth: number): Json => {
  const entries: [string, Json][] = [];
  for (const [key, field] of Object.entries(value).slice(0, MAX_ITEMS)) {
    const json = jsonValue(field, depth + 1);
    if (json !== undefined) entries.push([cleanText(key), json]);
  }
  // Unlike assignment, this makes even `__proto__` an ordinary key.
  return Object.fromEntries(entries);
};
