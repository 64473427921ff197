import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery, lexemesOf, quoteLexeme, withForms } from './compile-query.ts';
import { allowedMistakes, editDistance, nearestWords } from './edit-distance.ts';
import { parseQuery } from './parse-query.ts';

const shown = (text: string): string[][] =>
  parseQuery(text).groups.map((group) =>
    group.map(
      ({ text: written, isPhrase, isExcluded, isUnfinished }) =>
        `${isExcluded ? '-' : ''}${isPhrase ? `"${written}"` : written}${isUnfinished ? '*' : ''}`,
    ),
  );

describe('reading what was typed', () => {
  it('knows words, phrases, exclusions and or', () => {
    expect(shown('red "summer dress" -kids')).toEqual([['red', '"summer dress"', '-kids']]);
    expect(shown('red or blue dress')).toEqual([['red'], ['blue', 'dress*']]);
    expect(shown('-"old town" new')).toEqual([['-"old town"', 'new*']]);
  });

  it('takes other quotes for quotes, and one that is not closed as if it were', () => {
    expect(shown('“old town”')).toEqual([['"old town"']]);
    expect(shown('new "old town')).toEqual([['new', '"old town"']]);
  });

  it('passes over what says nothing', () => {
    expect(shown('or "" - ! red or')).toEqual([['red*']]);
    expect(shown('!?')).toEqual([]);
    expect(shown('')).toEqual([]);
  });

  it('reads whatever it is given, up to 32 terms', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 500 }), (text) => {
        const terms = parseQuery(text).groups.flat();
        expect(terms.length).toBeLessThanOrEqual(32);
        expect(terms.every((term) => term.text !== '')).toBe(true);
      }),
    );
  });
});

describe('compiling it', () => {
  const compile = (text: string, forms: readonly (readonly [stems: string, words: string])[]) =>
    compileQuery(
      withForms(
        parseQuery(text),
        forms.map(([stems, words]) => ({ stems, words })),
      ),
    );

  it('joins stems and words, and leaves what is excluded out of the rank', () => {
    expect(
      compile('houses -red', [
        ["'hous'", "'houses'"],
        ["'red'", "'red'"],
      ]),
    ).toMatchObject({
      match: "((('hous') | ('houses')) & !('red'))",
      rank: "((('hous') | ('houses')))",
    });
  });

  it('drops stop words beside other words only', () => {
    expect(
      compile('the house', [
        ['', "'the'"],
        ["'hous'", "'house'"],
      ])?.match,
    ).not.toContain('the');
    expect(compile('"the"', [['', "'the'"]])?.match).toBe("(('the'))");
  });

  it('is nothing when nothing is left', () => {
    expect(compile('house', [['', '']])).toBeNull();
    expect(compileQuery([])).toBeNull();
  });

  it('quotes words so that they come back', () => {
    assert(
      property(string({ minLength: 1 }), (word) => {
        expect(lexemesOf(quoteLexeme(word))).toEqual([word]);
      }),
    );
  });
});

describe('typing mistakes', () => {
  it.each([
    ['bridge', 'bridge', 0],
    ['brigde', 'bridge', 1],
    ['brige', 'bridge', 1],
    ['bridgge', 'bridge', 1],
    ['fridge', 'bridge', 1],
    ['house', 'mouse', 1],
    ['abc', 'xyz', 3],
  ])('of %s for %s are %i', (a, b, mistakes) => {
    expect(editDistance(a, b, 5)).toBe(mistakes);
    expect(editDistance(b, a, 5)).toBe(mistakes);
  });

  it('are given up when there are too many', () => {
    expect(editDistance('abcdefgh', 'x', 2)).toBe(3);
  });

  it('may be more in longer words', () => {
    expect([3, 4, 5, 8, 9].map(allowedMistakes)).toEqual([1, 1, 2, 2, 3]);
  });

  it('mean the nearest words, and none when all are far', () => {
    expect(nearestWords('huose', ['horse', 'house', 'hoist'], 5)).toEqual(['house']);
    expect(nearestWords('red', ['blue'], 5)).toEqual([]);
    expect(nearestWords('red', [], 5)).toEqual([]);
  });
});
