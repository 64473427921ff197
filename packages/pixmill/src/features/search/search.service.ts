import { hexToOklab } from '../../library/palette-bytes.ts';
import type { ImageFilters } from '../../library/image-filters.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database, Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { findByColour } from './colour-search.repository.ts';
import { colourDistance, TOLERANCE_UNIT } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import { compileQuery, lexemesOf, withForms } from './compile-query.ts';
import type { CompiledQuery, TermForms } from './compile-query.ts';
import { nearestWords } from './edit-distance.ts';
import { filterOf, readFound, withIndexes } from './found-images.repository.ts';
import { matchWords, wordsOfImages } from './match-words.ts';
import type { WordMatch } from './match-words.ts';
import { parseQuery } from './parse-query.ts';
import type { RankedPage } from './ranked-pages.ts';
import { readScope } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { findByWords, findSimilarWords, findUnmatched, readForms, readStems } from './text-search.repository.ts';

/** What is looked for: words, a colour (`#rrggbb`), or both. */
export type AskedImages = {
  readonly text: string | null;
  readonly colour: string | null;
  /** 0..100: distance in OKLab times 100. */
  readonly tolerance: number;
  readonly filters: ImageFilters;
  readonly offset: number;
  readonly limit: number;
};

/** A colour of an image that was looked for. */
export type ColourMatch = {
  readonly field: 'colors';
  readonly hex: string;
  readonly share: number;
  /** 0..100, as tolerances. */
  readonly distance: number;
};

/** An image that was found, how well it fits (0..1), and why. */
export type FoundImage = {
  readonly image: ImageRow;
  readonly score: number;
  readonly matches: readonly (WordMatch | ColourMatch)[];
};

/** Words that look like a mistyped one, of which the nearest are meant. */
const MOST_SIMILAR_WORDS = 50;
const MOST_MEANT = 5;

type FoundPage = { readonly total: number; readonly found: readonly FoundImage[] };
type Asker = Pick<Principal, 'role' | 'userId'>;

/** Finds a person's images. Words that none of them has are taken for typing mistakes. */
export const searchImages = (db: Database, principal: Asker, asked: AskedImages): Promise<FoundPage> =>
  withIndexes(db, (tx) => search(tx, principal, asked));

const search = async (db: Queryable, principal: Asker, asked: AskedImages): Promise<FoundPage> => {
  const scope = await readScope(db, principal, asked.filters.project_id);
  const terms = asked.text === null ? null : await readTerms(db, asked.text);
  const colour =
    asked.colour === null ? null : { lab: hexToOklab(asked.colour), radius: asked.tolerance * TOLERANCE_UNIT };
  const find = (query: CompiledQuery | null): Promise<RankedPage> => findPage(db, { ...asked, query, colour, scope });

  let query = terms === null ? null : compileQuery(terms);
  if (terms !== null && query === null) return { total: 0, found: [] };
  let page = await find(query);
  if (page.total === 0 && terms !== null) {
    const corrected = await correctTerms(db, terms, scope);
    if (corrected !== null) {
      query = compileQuery(corrected);
      page = await find(query);
    }
  }
  const rows = await readFound(
    db,
    principal,
    page.ids.map(({ id }) => id),
  );
  const scores = new Map(page.ids.map(({ id, score }) => [id, score]));
  const wanted = query?.wanted ?? [];
  const stems = wanted.length === 0 ? new Map<string, string>() : await readStems(db, wordsOfImages(rows));
  return {
    total: page.total,
    found: rows.map((image) => ({
      image,
      score: Math.round((scores.get(image.id) ?? 0) * 10_000) / 10_000,
      matches: [
        ...(wanted.length === 0 ? [] : matchWords(image, wanted, stems)),
        ...(colour === null ? [] : matchColours(image, colour)),
      ],
    })),
  };
};

const readTerms = async (db: Queryable, text: string): Promise<TermForms[][]> => {
  const parsed = parseQuery(text);
  const texts = parsed.groups.flat().map((term) => term.text);
  return withForms(parsed, await readForms(db, texts));
};

const findPage = (
  db: Queryable,
  {
    query,
    colour,
    scope,
    filters,
    offset,
    limit,
  }: Pick<AskedImages, 'filters' | 'offset' | 'limit'> & {
    readonly query: CompiledQuery | null;
    readonly colour: AskedColour | null;
    readonly scope: SearchScope;
  },
): Promise<RankedPage> => {
  const filter = filterOf(filters);
  if (colour !== null) return findByColour(db, { colour, query, scope, filter }, { offset, limit });
  if (query === null) return Promise.resolve({ total: 0, ids: [] });
  return findByWords(db, { query, scope, filter }, { offset, limit });
};

/** The terms with what is meant by words that are nowhere in scope; `null` when nothing can be mended. */
const correctTerms = async (
  db: Queryable,
  groups: readonly (readonly TermForms[])[],
  scope: SearchScope,
): Promise<TermForms[][] | null> => {
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

const matchColours = (image: ImageRow, asked: AskedColour): ColourMatch[] =>
  image.measures.palette.flatMap(({ hex, share }) => {
    const { isNear, distance } = colourDistance(asked, hexToOklab(hex));
    return isNear ? [{ field: 'colors' as const, hex, share, distance }] : [];
  });
