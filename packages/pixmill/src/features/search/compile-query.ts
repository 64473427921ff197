import type { QueryTerm, TextQuery } from './parse-query.ts';

/** A term in PostgreSQL's own words: what `phraseto_tsquery` makes of it, `''` where nothing is left. */
export type TermForms = {
  readonly term: QueryTerm;
  /** As English word stems; `''` for a stop word. */
  readonly stems: string;
  /** As it stands, without accents. */
  readonly words: string;
  /** Words that are meant instead, when the term itself is nowhere: a mistyped word. */
  readonly meant: readonly string[];
};

/** What is asked of the words of images, as text of the type `tsquery`. */
export type CompiledQuery = {
  /** Which images. */
  readonly match: string;
  /** What of it makes one image better than another; `null` when there are only exclusions. */
  readonly rank: string | null;
  /** What images that are found by meaning must have all the same: phrases, and nothing that is excluded; `null` is anything. */
  readonly strict: string | null;
  /** What is wanted, as it was written: what a model reads. Empty when only phrases and exclusions are given. */
  readonly meaning: string;
  /** For each term that is wanted: the words that count, without their quotes. */
  readonly wanted: readonly WantedWords[];
};

/** Words by which a term is recognised; one that is unfinished is the beginning of words. */
export type WantedWords = { readonly words: ReadonlySet<string>; readonly beginnings: readonly string[] };

/** Few enough letters begin too many words to look them all up. */
const LEAST_BEGINNING = 2;

/** A word as a lexeme of a `tsquery`. */
export const quoteLexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const LEXEMES = /'((?:[^']|'')*)'/gu;

/** The lexemes of a `tsquery` text. */
export const lexemesOf = (query: string): string[] =>
  Array.from(query.matchAll(LEXEMES), ([, lexeme = '']) => lexeme.replaceAll("''", "'").replaceAll('\\\\', '\\'));

const isBeginning = ({ term, words }: TermForms): boolean => {
  const last = lexemesOf(words).at(-1) ?? '';
  // One sign of another script is a word already.
  return term.isUnfinished && (last.length >= LEAST_BEGINNING || /[^\p{ASCII}]/u.test(last));
};

const alternatives = (forms: readonly string[]): string => {
  const different = [...new Set(forms.filter((form) => form !== ''))];
  return different.length === 1 ? `(${different[0]})` : `(${different.map((form) => `(${form})`).join(' | ')})`;
};

const matchOf = (forms: TermForms): string =>
  alternatives(
    forms.meant.length > 0
      ? forms.meant.map(quoteLexeme)
      : [forms.stems, isBeginning(forms) ? `${forms.words}:*` : forms.words],
  );

const wantedOf = (forms: TermForms): WantedWords => {
  if (forms.meant.length > 0) return { words: new Set(forms.meant), beginnings: [] };
  const words = lexemesOf(forms.words);
  return {
    words: new Set([...words, ...lexemesOf(forms.stems)]),
    beginnings: isBeginning(forms) ? words.slice(-1) : [],
  };
};

/** Stop words say nothing beside other words; a query of nothing else means them. */
const withoutStopWords = (group: readonly TermForms[]): readonly TermForms[] => {
  const saying = group.filter(({ term, stems, meant }) => term.isExcluded || stems !== '' || meant.length > 0);
  return saying.some(({ term }) => !term.isExcluded) ? saying : group;
};

/** Quotes say that these very words are meant, a minus that a word must not be there: no model overrules either. */
const isStrict = ({ term }: TermForms): boolean => term.isPhrase || term.isExcluded;

const strictOf = (
  groups: readonly (readonly TermForms[])[],
  either: (conditions: readonly string[]) => string,
): string | null => {
  const conditions = groups.map((group) => group.filter(isStrict));
  if (conditions.some((group) => group.length === 0)) return null;
  return either(
    conditions.map((group) => group.map((forms) => (forms.term.isExcluded ? '!' : '') + matchOf(forms)).join(' & ')),
  );
};

const meaningOf = (groups: readonly (readonly TermForms[])[]): string =>
  groups.flat().every(isStrict)
    ? ''
    : groups
        .flat()
        .map(({ term }) => term.text)
        .join(' ');

/** Joins the forms of a query's terms; `null` when nothing is left that could be looked for. */
export const compileQuery = (groups: readonly (readonly TermForms[])[]): CompiledQuery | null => {
  const left = groups
    .map((group) => withoutStopWords(group.filter(({ words }) => words !== '')))
    .filter((group) => group.length > 0);
  if (left.length === 0) return null;
  const either = (conditions: readonly string[]): string => conditions.map((condition) => `(${condition})`).join(' | ');
  const wanted = left.map((group) => group.filter(({ term }) => !term.isExcluded)).filter((group) => group.length > 0);
  return {
    match: either(
      left.map((group) =>
        group.map((forms) => (forms.term.isExcluded ? `!${matchOf(forms)}` : matchOf(forms))).join(' & '),
      ),
    ),
    rank: wanted.length === 0 ? null : either(wanted.map((group) => group.map(matchOf).join(' & '))),
    strict: strictOf(left, either),
    meaning: meaningOf(wanted),
    wanted: wanted.flat().map(wantedOf),
  };
};

/** Puts the terms of a parsed query and their forms together; `forms` has one for each term, in their order. */
export const withForms = (
  { groups }: TextQuery,
  forms: readonly { readonly stems: string; readonly words: string }[],
): TermForms[][] => {
  let at = 0;
  return groups.map((group) =>
    group.map((term) => ({ term, ...(forms[at++] ?? { stems: '', words: '' }), meant: [] })),
  );
};
