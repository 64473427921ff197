import { Type } from 'typebox';

/** Keywords of one list in a request. */
export const MOST_KEYWORDS = 20;

const CHARACTER = '\\u0000\\ud800-\\udfff';

/** A keyword in a request: 2 to 100 characters, not counting spaces around it. */
export const Keyword = Type.String({
  maxLength: 200,
  pattern: `^\\s*[^\\s${CHARACTER}](?:[^${CHARACTER}]{0,98}[^\\s${CHARACTER}])\\s*$`,
  description: '2 to 100 characters.',
  'x-expects': 'a keyword of 2 to 100 characters',
  examples: ['red kite'],
});

/** Keywords without spaces around them, single spaces within, each once without regard to case, in their order. */
export const distinctKeywords = (keywords: readonly string[]): readonly string[] => {
  const distinct = new Map<string, string>();
  for (const keyword of keywords) {
    const plain = keyword.trim().replaceAll(/\s+/g, ' ');
    if (plain !== '' && !distinct.has(plain.toLowerCase())) distinct.set(plain.toLowerCase(), plain);
  }
  return [...distinct.values()];
};
