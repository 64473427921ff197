import type { TStringOptions } from 'typebox';
import { Text } from '../platform/http/text.ts';

const LONGEST_NAME = 200;

/** What a person calls a thing: 1 to 200 characters, not only space. */
export const NameText = (options: TStringOptions = {}) =>
  Text({
    minLength: 1,
    maxLength: LONGEST_NAME,
    pattern: '^[^\\u0000\\ud800-\\udfff]*[^\\s\\u0000\\ud800-\\udfff][^\\u0000\\ud800-\\udfff]*$',
    'x-expects': 'text that is not empty, without U+0000',
    ...options,
  });
