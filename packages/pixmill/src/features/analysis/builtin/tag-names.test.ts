import { describe, expect, it } from 'vitest';
import { plainText, shorten } from './plain-text.ts';
import { tagName, tagNames } from './tag-names.ts';

describe('the name of a tag', () => {
  it.each([
    ['  Red\tKite ', 'red kite'],
    ['#Sunset', 'sunset'],
    ['a\u0000b\u001b[31mc', 'a b [31mc'],
    ['in\u202evisible\u200b', 'invisible'],
    ['Straße', 'straße'],
    ['鳥', '鳥'],
    ['e\u0301te\u0301', 'été'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('makes %j into %j', (text, name) => {
    expect(tagName(text)).toBe(name);
  });

  it.each(['', '   ', '---', '\u0000\u0007', 'https://example.com/x', 'www.example.com', 'geo:lat=52.5', '#'])(
    'finds none in %j',
    (text) => {
      expect(tagName(text)).toBeUndefined();
    },
  );

  it('is at most 100 characters long, without half a character at its end', () => {
    expect(tagName('x'.repeat(5000))).toHaveLength(100);
    const name = tagName(`${'x'.repeat(99)}🦅🦅`);
    expect(name).toBe('x'.repeat(99));
    expect(tagName('a\ud800b')?.isWellFormed()).toBe(true);
  });

  it('is one each of a keyword that is a list', () => {
    expect(tagNames('Sea; sky ;; boat')).toEqual(['sea', 'sky', 'boat']);
  });
});

describe('plain text', () => {
  it('is one line without control characters', () => {
    expect(plainText('a\r\n\tb\u0000 \u2066c\u2069')).toBe('a b c');
  });

  it('is cut between words, and never inside a character', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('one two three, four', 16)).toBe('one two three…');
    expect(shorten('🦅'.repeat(20), 5)).toBe('🦅🦅🦅🦅…');
  });
});
