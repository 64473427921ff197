import { describe, expect, test } from 'vitest';
import { sender } from './setting-parsers.ts';

describe('the sender of mails', () => {
  const read = sender('Pixmill <pixmill@localhost>');

  test('is an address, with or without a name', () => {
    const good = ['a@example.org', 'Pixmill <a@example.org>', '"Pix, mill" <a@example.org>', '<a@example.org>'];
    expect(good.map(read)).toEqual(good);
    expect(read(undefined)).toBe('Pixmill <pixmill@localhost>');
  });

  test.each(['Pixmill', 'Pixmill <>', 'a@b, c@d', 'Pixmill <a@b> <c@d>', 'Pixmill\r\nBcc: c@d <a@b>', 'a@b\nBcc: c@d'])(
    '%j is none',
    (value) => {
      expect(() => read(value)).toThrow('expected an address');
    },
  );
});
