import * as fc from 'fast-check';
import { isJsonObject } from '../../src/platform/http/documentation/name-schemas.ts';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Texts that break what is not careful with texts. */
const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202efdp.exe',
  'e\u0301'.repeat(50),
  '👩‍👩‍👧‍👦',
  '\r\nSet-Cookie: a=b',
  "'; drop table users; --",
  '%00',
  '%ff',
  '../../../../etc/passwd',
  '{{constructor}}',
  '__proto__',
  'toString',
  'NaN',
  'null',
  'undefined',
  'true',
  '-1',
  '0x7f',
  '1e309',
  '9007199254740993',
  '2026-13-45T99:99:99Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'http://127.0.0.1:22/',
  'x'.repeat(10_000),
  '𝒳'.repeat(3000),
  '(((((((((((((((((((((((((((((((((((((((("',
  '-"" or or -- * & | ! <-> :*',
  '%_%_\\',
];

const HOSTILE_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e-320,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  1e21,
  1e308,
  -1e308,
];

/** Text from nowhere, or from the list above. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

/** A value of JSON that nobody asked for. */
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [null], [[]], [{}], { '': null }) },
  { weight: 1, arbitrary: fc.constantFrom(nested(20), nested(90), nested(300)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Array.from({ length: 2000 }, () => 'x'),
      Array.from({ length: 500 }, () => 0),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One change to a value: what is at a place is replaced or removed, or something is added there. */
export type Change = { readonly at: number; readonly how: 'replace' | 'remove' | 'add'; readonly value: unknown };

export const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(50),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
  value: hostileValue,
});

/** Places in a value, outermost first. */
const placesIn = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...path, index]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([name, item]) => placesIn(item, [...path, name]))
      : [];
  return [path, ...inner];
};

const changed = (value: unknown, path: readonly (string | number)[], edit: Omit<Change, 'at'>): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) {
    if (edit.how !== 'add') return edit.how === 'remove' ? null : edit.value;
    if (Array.isArray(value)) return [...value, edit.value];
    return isJsonObject(value) ? { ...value, surprise: edit.value } : edit.value;
  }
  if (Array.isArray(value)) {
    if (edit.how === 'remove' && rest.length === 0) return value.filter((_, index) => index !== first);
    return value.map((item, index) => (index === first ? changed(item, rest, edit) : item));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  if (edit.how === 'remove' && rest.length === 0) return Object.fromEntries(entries.filter(([name]) => name !== first));
  return Object.fromEntries(entries.map(([name, item]) => [name, name === first ? changed(item, rest, edit) : item]));
};

/** A value after changes; most often at a place within it. */
export const applyChanges = (value: unknown, changes: readonly Change[]): unknown => {
  let result = value;
  for (const { at, ...edit } of changes) {
    const places = placesIn(result);
    result = changed(result, places[at % places.length] ?? [], edit);
  }
  return result;
};
