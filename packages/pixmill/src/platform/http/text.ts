import { Type } from 'typebox';
import type { TStringOptions } from 'typebox';

/** What PostgreSQL can hold: no U+0000, no half of a surrogate pair. */
const STORABLE = '^[^\\u0000\\ud800-\\udfff]*$';

const STORABLE_TEXT = 'text without U+0000 and without halves of surrogate pairs';

/** Text that is stored or searched for; its length in characters is always limited. */
export const Text = (options: TStringOptions & { readonly maxLength: number }) =>
  Type.String({ pattern: STORABLE, 'x-expects': STORABLE_TEXT, ...options });

/**
 * The same, or null. One schema with two types: in a union, the check would take null for a text that can be made of it,
 * and every answer would be checked while it is written.
 */
export const NullableText = (options: TStringOptions & { readonly maxLength: number }) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: STORABLE, 'x-expects': STORABLE_TEXT, ...options });

/** RFC 3339 with seconds and an offset: what `new Date` and PostgreSQL both read. */
const RFC_3339 = '^(?:1[89]|2\\d)\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)$';

/** A moment in a request, from the year 1800 to 2999. */
export const Moment = (options: TStringOptions) =>
  Type.String({
    format: 'date-time',
    pattern: RFC_3339,
    maxLength: 40,
    'x-expects': 'a time such as 2026-11-20T08:00:00Z',
    ...options,
  });
