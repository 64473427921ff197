import type { SQL } from 'drizzle-orm';
import type { Queryable } from '../../platform/database/database.ts';
import { hasExamples } from './asked-images.ts';
import type { AskedImages, Asker, FoundByWay, FoundIds } from './asked-images.ts';
import type { AskedColour } from './colour-score.ts';
import { findByColour, fitColour, fitWordsAndColour } from './colour-search.repository.ts';
import { compileQuery } from './compile-query.ts';
import type { CompiledQuery } from './compile-query.ts';
import { filterOf, withIndexes } from './found-images.repository.ts';
import { fuseByRank, placesOf } from './fusion.rules.ts';
import type { Way } from './fusion.rules.ts';
import { findAlike, findNearExamples, openExamples, orderByLikeness } from './likeness.service.ts';
import type { Examples, FoundByLikeness } from './likeness.service.ts';
import { findNearText, keepMeant } from './meaning.service.ts';
import type { NearText } from './meaning.service.ts';
import { askedColour } from './plain-search.service.ts';
import { correctTerms, readTerms } from './query-terms.service.ts';
import { pageOfPassing, rankingOf } from './ranked-pages.ts';
import type { SearchParts } from './search-parts.ts';
import { readScope } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import type { TextEncoder } from './search-vectors.ts';
import { rankByWords } from './text-search.repository.ts';
import { hasVectorsOf } from './vectors.repository.ts';

/** Of more images with the words, the best count. */
const MOST_BY_WORDS = 20_000;
/** So many of what words, meaning and colour found are put in order by likeness, the best of them. */
const MOST_ORDERED = 2000;

/** What one way found, the best first, and how well each image fits by it. */
type WayFound = { readonly way: Way; readonly scores: ReadonlyMap<string, number>; readonly model?: string };

/** Everything that is asked, looked up as far as no transaction is needed. */
type Question = {
  readonly scope: SearchScope;
  readonly filter: SQL | undefined;
  readonly query: CompiledQuery | null;
  readonly colour: AskedColour | null;
  readonly nearText: NearText | null;
  readonly examples: Examples | null;
};

/**
 * Finds images by several ways and fuses them by reciprocal rank. A text is found by words or by meaning; a colour must be
 * there as well; likeness puts what they found in order, and alone finds the nearest. Throws `search.no_image`.
 */
export const searchFused = async (
  parts: SearchParts,
  principal: Asker,
  asked: AskedImages,
  encoders: readonly TextEncoder[],
): Promise<FoundIds> => {
  const { db } = parts;
  const projectId = asked.filters.project_id;
  const where = { ownerId: principal.role === 'admin' ? null : principal.userId, projectId };
  const examples = hasExamples(asked) ? await openExamples(db, principal, asked, encoders) : null;
  const scope = await readScope(db, principal, projectId);
  const terms = asked.text === null ? null : await readTerms(db, asked.text);
  const query = terms === null ? null : compileQuery(terms);
  if (terms !== null && query === null) return { total: 0, ids: [], query, notices: [] };
  const colour = askedColour(asked);
  const encoder = query === null ? undefined : await chooseEncoder(db, principal, projectId, encoders);
  const nearText =
    encoder === undefined || query === null || query.meaning === ''
      ? null
      : await findNearText(parts, encoder, { text: query.meaning, ...where });
  const isAlone = query === null && colour === null;
  const nearest = examples === null || !isAlone ? [] : await findNearExamples(parts, examples, where);
  const question = { scope, filter: filterOf(asked.filters), query, colour, nearText, examples };

  return withIndexes(db, async (tx) => {
    if (examples !== null && isAlone) {
      const alike = await findAlike(tx, principal, { examples, scope, nearest });
      return pageOf(tx, question, asked, [likenessWay(alike)], alike.notices);
    }
    const found = await findByWays(tx, principal, question);
    if (terms === null || found.some(({ scores }) => scores.size > 0)) return pageOf(tx, question, asked, found);
    // Neither words nor meaning found anything: what was typed may be a mistake.
    const corrected = await correctTerms(tx, terms, scope);
    if (corrected === null) return pageOf(tx, question, asked, found);
    const mended = { ...question, query: compileQuery(corrected), nearText: null };
    return pageOf(tx, mended, asked, await findByWays(tx, principal, mended), nearText?.notices);
  });
};

/** The dual encoder that has seen images in scope: the first one where there is no choice. */
const chooseEncoder = async (
  db: Queryable,
  principal: Asker,
  projectId: string | undefined,
  encoders: readonly TextEncoder[],
): Promise<TextEncoder | undefined> => {
  if (encoders.length > 1) {
    for (const encoder of encoders) {
      if (await hasVectorsOf(db, principal, { model: encoder.model, projectId })) return encoder;
    }
  }
  return encoders[0];
};

const likenessWay = ({ model, near }: FoundByLikeness): WayFound => ({
  way: 'likeness',
  scores: new Map(near.map(({ imageId, similarity }) => [imageId, similarity])),
  ...(model === null ? {} : { model }),
});

const bestFirst = (scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...scores].toSorted(([a, one], [b, other]) => other - one || (a < b ? 1 : -1)));

/** Asks words, meaning and colour, then likeness about what they found. */
const findByWays = async (db: Queryable, principal: Asker, question: Question): Promise<WayFound[]> => {
  const { scope, filter, query, colour, nearText, examples } = question;
  const found: WayFound[] = [];
  if (query === null && colour !== null) {
    const { ids } = await findByColour(db, { colour, query, scope, filter }, { offset: 0, limit: MOST_ORDERED });
    found.push({ way: 'color', scores: new Map(ids.map(({ id, score }) => [id, score])) });
  }
  if (query !== null) {
    const meant =
      nearText === null ? [] : await keepMeant(db, principal, { found: nearText, scope, strict: query.strict, filter });
    const meaning = new Map(meant.map(({ imageId, similarity }) => [imageId, similarity]));
    const model = nearText?.encoder.model;
    found.push(...(await withColour(db, question, query, meaning)).map((way) => addModel(way, model)));
  }
  if (examples === null) return found;
  const own = new Set([...examples.like, ...examples.unlike]);
  const others = found.map((way) => ({ ...way, scores: new Map([...way.scores].filter(([id]) => !own.has(id))) }));
  const best = fuse(others)
    .slice(0, MOST_ORDERED)
    .map(({ id }) => id);
  return [...others, likenessWay(await orderByLikeness(db, examples, best))];
};

const addModel = (way: WayFound, model: string | undefined): WayFound =>
  way.way === 'meaning' && model !== undefined ? { ...way, model } : way;

/** What words and meaning found, each of it with the colour when one is asked for. */
const withColour = async (
  db: Queryable,
  { scope, colour }: Question,
  query: CompiledQuery,
  meaning: ReadonlyMap<string, number>,
): Promise<WayFound[]> => {
  if (colour === null) {
    const ranking = await rankByWords(db, { query, scope, most: MOST_BY_WORDS });
    const words = new Map(ranking.slice(0, ranking.count).map(({ id, score }) => [id, score]));
    return [
      { way: 'words', scores: words },
      { way: 'meaning', scores: meaning },
    ];
  }
  const byWords = await fitWordsAndColour(db, { query, colour, scope });
  const byMeaning = await fitColour(db, [...meaning.keys()], colour);
  const shown = new Set(byMeaning.map(({ id }) => id));
  return [
    { way: 'words', scores: bestFirst(new Map(byWords.map(({ id, words }) => [id, words]))) },
    { way: 'meaning', scores: new Map([...meaning].filter(([id]) => shown.has(id))) },
    { way: 'color', scores: bestFirst(new Map([...byWords, ...byMeaning].map(({ id, color }) => [id, color]))) },
  ];
};

const fuse = (found: readonly WayFound[]) =>
  fuseByRank(found.map(({ way, scores }) => ({ way, places: placesOf(scores) })));

/** The page of what was fused; ways that found nothing count for nothing. */
const pageOf = async (
  db: Queryable,
  { filter, query, nearText }: Question,
  asked: AskedImages,
  found: readonly WayFound[],
  notices: readonly string[] = nearText?.notices ?? [],
): Promise<FoundIds> => {
  const ways = found.filter(({ scores }) => scores.size > 0).map((way) => ({ ...way, places: placesOf(way.scores) }));
  const [only] = ways;
  const page = await pageOfPassing(db, rankingOf(fuseByRank(ways)), filter, asked);
  const ids = page.ids.map(({ id, score }) => ({
    id,
    score: ways.length === 1 && only !== undefined ? (only.scores.get(id) ?? score) : score,
    ways: ways.flatMap(({ way, places, scores, model }): FoundByWay[] => {
      const rank = places.get(id);
      if (rank === undefined) return [];
      return [{ way, rank, score: scores.get(id) ?? 0, ...(model === undefined ? {} : { model }) }];
    }),
  }));
  return { total: page.total, ids, query, notices };
};
