import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { httpError } from './http.errors.ts';

const isOf = <Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> =>
  Value.Check(schema, value);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
};

/** Where a list is read on from: what its last row was sorted by, as text that means nothing to clients. */
export const encodeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads `cursor`; `null` without one. Throws `http.bad_cursor` for one that is not of this list. */
export const decodeCursor = <Schema extends TSchema>(
  text: string | undefined,
  schema: Schema,
): Static<Schema> | null => {
  if (text === undefined) return null;
  const place = parse(text);
  if (!isOf(schema, place)) throw httpError('http.bad_cursor');
  return place;
};
