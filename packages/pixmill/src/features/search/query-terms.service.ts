import type { Queryable } from '../../platform/database/database.ts';
import { compileQuery, lexemesOf, withForms } from './compile-query.ts';
import type { TermForms } from './compile-query.ts';
import { nearestWords } from './edit-distance.ts';
import { parseQuery } from './parse-query.ts';
import type { SearchScope } from './search-scope.ts';
import { findSimilarWords, findUnmatched, readForms } from './text-search.repository.ts';

/** The terms of a query in PostgreSQL's words. */
export type Terms = readonly (readonly TermForms[])[];

/** Words that look like a mistyped one, of which the nearest are meant. */
const MOST_SIMILAR_WORDS = 50;
const MOST_MEANT = 5;

/** Reads what a person typed. */
export const readTerms = async (db: Queryable, text: string): Promise<Terms> => {
  const parsed = parseQuery(text);
  const texts = parsed.groups.flat().map((term) => term.text);
  return withForms(parsed, await readForms(db, texts));
};

/** The terms with what is meant by words that are nowhere in scope; `null` when nothing can be mended. */
export const correctTerms = async (db: Queryable, groups: Terms, scope: SearchScope): Promise<Terms | null> => {
  const single = groups.flat().filter(({ term, words }) => !term.isPhrase && !term.isExcluded && isWord(words));
  const matches = single.map((forms) => compileQuery([[forms]])?.match ?? '');
  const unmatched = await findUnmatched(db, matches, scope);
  const meant = new Map<TermForms, readonly string[]>();
  for (const [index, forms] of single.entries()) {
    const [word] = lexemesOf(forms.words);
    if (!unmatched.has(index) || word === undefined) continue;
    const similar = await findSimilarWords(db, word, scope, MOST_SIMILAR_WORDS);
    const nearest = nearestWords(word, similar, MOST_MEANT);
    if (nearest.length > 0) meant.set(forms, nearest);
  }
  if (meant.size === 0) return null;
  return groups.map((group) => group.map((forms) => ({ ...forms, meant: meant.get(forms) ?? [] })));
};

/** One word of letters: numbers and compounds have no nearest word. */
const isWord = (words: string): boolean => {
  const lexemes = lexemesOf(words);
  return lexemes.length === 1 && /^\p{L}{3,}$/u.test(lexemes[0] ?? '');
};
