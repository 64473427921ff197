import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { Keyword, distinctKeywords } from './keywords.ts';

describe('keywords', () => {
  it('have 2 to 100 characters, not counting spaces around them', () => {
    const fits = (text: string) => Value.Check(Keyword, text);
    expect(
      ['ab', '  ab ', 'x'.repeat(100), ` ${'x'.repeat(100)}\n`, '紅鳶', '🦊🦊', 'a b'].filter((text) => !fits(text)),
    ).toEqual([]);
    expect(['', 'a', ' a ', '  ', 'x'.repeat(101), `a${' '.repeat(250)}b`, 'a\0b', '\ud800x'].filter(fits)).toEqual([]);
  });

  it('stay once each in the order in which they were given, without regard to case', () => {
    expect(distinctKeywords([' red  kite', 'Fox', 'red kite', 'fox ', 'FOX', 'owl'])).toEqual([
      'red kite',
      'Fox',
      'owl',
    ]);
    expect(distinctKeywords(['owl', 'barn owl', 'OWL'])).toEqual(['owl', 'barn owl']);
    expect(distinctKeywords([])).toEqual([]);
  });
});
