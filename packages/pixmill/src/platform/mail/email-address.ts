import { Type } from 'typebox';

/**
 * One address and nothing else: no comma that makes two of it, no bracket, quote, space or control character that ends a
 * header, a domain of labels. Letters of every alphabet are allowed on both sides.
 */
export const EMAIL_PATTERN =
  '^[^\\s@<>()\\[\\]\\\\,;:"\\p{Cc}\\p{Cf}]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,62})(?:\\.[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}-]{0,62})*$';

/** What a person is told who gives something else. */
export const EXPECTED_EMAIL = 'an e-mail address such as ada@example.org';

/** The longest address that mail can carry (RFC 5321). */
const LONGEST_EMAIL = 254;

const PATTERN = new RegExp(EMAIL_PATTERN, 'u');

/** Whether mail can be sent to it. */
export const isEmailAddress = (text: string): boolean => text.length <= LONGEST_EMAIL && PATTERN.test(text);

/** An e-mail address in a request. */
export const EmailAddress = Type.String({
  minLength: 3,
  maxLength: LONGEST_EMAIL,
  pattern: EMAIL_PATTERN,
  'x-expects': EXPECTED_EMAIL,
  description: 'An e-mail address.',
  examples: ['ada@example.org'],
});
