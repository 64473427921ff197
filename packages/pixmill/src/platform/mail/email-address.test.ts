import { expect, test } from 'vitest';
import { isEmailAddress } from './email-address.ts';

test('one address is taken, in any alphabet', () => {
  const good = ['a@b', 'ada@example.org', "o'neil+x_y.z@mail.example.co.uk", 'δοκιμή@παράδειγμα.δοκιμή', 'x@127.0.0.1'];
  expect(good.filter((address) => !isEmailAddress(address))).toEqual([]);
});

test('what is no address, or more than one, is not', () => {
  const bad = [
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@@example.org',
    'a@b,c@d',
    'a@b;c@d',
    'a@b c@d',
    'Ada <ada@example.org>',
    'ada@example.org\r\nBcc: x@y',
    'ada@example.org\n',
    'ada\u0000@example.org',
    'ada@example..org',
    'ada@-example.org',
    'ada@example.org.',
    '"a b"@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}`,
    '\u202eada@example.org',
  ];
  expect(bad.filter((address) => isEmailAddress(address))).toEqual([]);
});
