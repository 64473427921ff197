/** A JSON object whose fields are not known to be there. */
export type Fields = Readonly<Record<string, unknown>>;

/** Longest title, creator or name that is kept; longer ones are cut. */
const LONGEST_TEXT = 1000;

/** The fields of a JSON object; `null` for anything else. */
export const fieldsOf = (value: unknown): Fields | null =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object that is no array is read field by field
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/** The elements of a JSON array; `null` for anything else. */
export const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

/** The objects among the elements of a JSON array; nothing when it is not an array. */
export const objectsOf = (value: unknown): readonly Fields[] =>
  (listOf(value) ?? []).map((element) => fieldsOf(element)).filter((fields) => fields !== null);

/** A text that says something, trimmed and cut to `limit` characters; numbers become text, all else is `undefined`. */
export const textOf = (value: unknown, limit = LONGEST_TEXT): string | undefined => {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const trimmed = text.slice(0, limit * 2).trim();
  return trimmed === '' ? undefined : trimmed.slice(0, limit);
};

/** A finite number, also when it is written as text. */
export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** A whole number from 0, also when it is written as text. */
export const countOf = (value: unknown): number | undefined => {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

/** A whole number from 1, as sizes are. */
export const sizeOf = (value: unknown): number | undefined => countOf(value) || undefined;

/** A truth value, also when it is written as text. */
export const flagOf = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
};

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same fields without those that are `undefined`, as `exactOptionalPropertyTypes` wants it. */
export const present = <T extends object>(fields: T): Present<T> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- exactly the undefined ones are left out
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
