import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { cellKeysWithin, SAMPLED, SHARE_CLASSES, shareCellKeysWithin } from '../../library/look-keys.ts';
import { imageLooks, imageTexts } from '../../library/search.schema.ts';
import { images } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { reachForScore, reachOf } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import type { CompiledQuery } from './compile-query.ts';
import {
  countPalettes,
  FILTERED_OUT,
  fitForScore,
  rankPalettes,
  readPalettes,
  scorePalettes,
  WITHOUT_WORDS,
} from './packed-palettes.ts';
import type { ScoredImage } from './packed-palettes.ts';
import { idOf } from './packed-rows.ts';
import { pageOfPassing } from './ranked-pages.ts';
import type { PagePlace, RankedPage } from './ranked-pages.ts';
import { hasKeys, inScope, isInProjects, isSampled } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { hasWords, wordRank } from './text-search.repository.ts';

/** As many matches are all compared and counted; of more, those that may be on the page, and the total is an estimate. */
const MOST_EXACT = 3000;
/** So many images with the words are all compared: looking up the words of others takes longer for each. */
const MOST_BY_WORDS = 12_000;
/** Of very many matches at least so many of the best are compared, and more for pages far behind. */
const LEAST_COMPARED = 192;
const COMPARED_A_RANK = 4;
/** Measured: so many images are in the cells for each one that has such a colour. */
const IN_CELLS = 2;
/** More keys than this take the index longer than comparing more images. */
const MOST_KEYS = 2500;

/** What is looked for. */
export type ColourSearch = {
  readonly colour: AskedColour;
  /** Only images that have these words, too. */
  readonly query: CompiledQuery | null;
  readonly scope: SearchScope;
  /** Condition on `images`. */
  readonly filter: SQL | undefined;
};

/** One of `SAMPLED` images in scope, whatever their words and colours. */
const readSample = (db: Queryable, { query, scope, filter }: ColourSearch): Promise<Buffer[]> => {
  const rank = query === null ? sql`0::real` : wordRank(query.rank);
  // A subquery on its own: the planner would rather read all images than ask for these.
  const passes =
    filter === undefined ? sql`true` : sql`(select ${filter} from ${images} where ${images.id} = looks.image_id)`;
  const words = query === null ? sql`true` : sql`${imageTexts.words} @@ ${query.match}::tsquery`;
  const joined = query === null ? sql`` : sql`join ${imageTexts} on ${imageTexts.imageId} = looks.image_id`;
  return readPalettes(
    db,
    sql`select looks.image_id, looks.palette,
               case when not ${words} then ${WITHOUT_WORDS}::real when ${passes} then ${rank} else ${FILTERED_OUT}::real end as rank
          from (select image_id, palette from ${imageLooks}
                 where ${isSampled(imageLooks.keys, scope)} offset 0) as looks ${joined}`,
  );
};

/** Images in scope with one of these keys (`null`: all) that have the words. */
const readByKeys = (
  db: Queryable,
  { query, scope }: ColourSearch,
  keys: readonly number[] | null,
): Promise<Buffer[]> => {
  const looks = sql`select image_id, palette from ${imageLooks}
    where ${keys === null ? isInProjects(imageLooks.keys, scope) : hasKeys(imageLooks.keys, scope, keys)} and ${inScope(imageLooks.projectId, scope)}`;
  if (query === null) return readPalettes(db, sql`select image_id, palette, 0::real as rank from (${looks}) as looks`);
  // Looked up before anything else: comparing the keys of every image that has the words would take far longer.
  return readPalettes(
    db,
    sql`with looks as materialized (${looks})
        select looks.image_id, looks.palette, ranked.rank
          from looks cross join lateral (
            select ${wordRank(query.rank)} as rank from ${imageTexts}
             where ${imageTexts.imageId} = looks.image_id and ${imageTexts.words} @@ ${query.match}::tsquery offset 0
          ) as ranked`,
  );
};

/** Images in scope that have the words, whatever their colours. */
const readByWords = (db: Queryable, query: CompiledQuery, scope: SearchScope): Promise<Buffer[]> =>
  readPalettes(
    db,
    sql`select ${imageTexts.imageId} as image_id, ${imageTexts.palette} as palette, ${wordRank(query.rank)} as rank
          from ${imageTexts} where ${hasWords(query.match, scope)}`,
  );

/** The score that about so many images in all have or exceed; 0 when there are not so many. */
const scoreOfBest = (matches: readonly ScoredImage[], wanted: number): number =>
  matches.map(({ score }) => score).toSorted((a, b) => b - a)[Math.ceil(wanted / SAMPLED)] ?? 0;

/** Keys of all images whose colours fit at least so well: of finer cells by share, or of the others where those are too many. */
const keysOfFit = (colour: AskedColour, leastFit: number): number[] => {
  const distances = SHARE_CLASSES.map((share) => reachForScore(leastFit, share, colour));
  const keys = shareCellKeysWithin(colour.lab, distances);
  if (keys.length <= MOST_KEYS) return keys;
  return cellKeysWithin(colour.lab, Math.max(...distances.map((distance) => distance ?? 0)));
};

/** Reads what is to be compared the cheapest way, by what a sample says; `isExact` when that is every match. */
const readMatches = async (
  db: Queryable,
  search: ColourSearch,
  place: PagePlace,
): Promise<{ readonly packs: readonly Buffer[]; readonly estimate: number; readonly isExact: boolean }> => {
  const { colour, query, scope } = search;
  const sample = await readSample(db, search);
  const { count, withWords } = countPalettes(sample);
  const scored = scorePalettes(sample, colour, { wordsCount: query !== null });
  const matches = scored.filter(({ rank }) => rank >= 0);
  const estimate = matches.length * SAMPLED;
  const exact = { estimate, isExact: true };
  if (count * SAMPLED <= MOST_EXACT && query === null) return { packs: await readByKeys(db, search, null), ...exact };

  const wanted = Math.max(LEAST_COMPARED, COMPARED_A_RANK * (place.offset + place.limit));
  const best = scoreOfBest(matches, wanted);
  const bestRank = matches.reduce((most, { rank }) => Math.max(most, rank), 0);
  const leastFit = query === null ? best : fitForScore(best, bestRank);
  const isFew = estimate <= MOST_EXACT || leastFit <= 0;
  const inCells = (isFew ? scored.length : scored.filter(({ fit }) => fit >= leastFit).length) * IN_CELLS;
  if (query !== null && withWords <= Math.max(inCells, MOST_BY_WORDS / SAMPLED)) {
    return { packs: await readByWords(db, query, scope), ...exact };
  }
  const keys = isFew ? cellKeysWithin(colour.lab, reachOf(colour)) : keysOfFit(colour, leastFit);
  return { packs: await readByKeys(db, search, keys), estimate, isExact: isFew };
};

/** How well the words and the colours of an image fit, 0 to 1 each. */
export type FittingImage = { readonly id: string; readonly words: number; readonly color: number };

const fitting = (packs: readonly Buffer[], colour: AskedColour): FittingImage[] =>
  scorePalettes(packs, colour, { wordsCount: false }).map((image) => ({
    id: idOf(image),
    words: Math.min(1, image.rank),
    color: image.fit,
  }));

/** Every image in scope that has the words and shows the colour. */
export const fitWordsAndColour = async (
  db: Queryable,
  { query, colour, scope }: { query: CompiledQuery; colour: AskedColour; scope: SearchScope },
): Promise<FittingImage[]> => fitting(await readByWords(db, query, scope), colour);

/** Those of some images that show the colour. */
export const fitColour = async (
  db: Queryable,
  ids: readonly string[],
  colour: AskedColour,
): Promise<FittingImage[]> => {
  const rows = sql`select image_id, palette, 0::real as rank from ${imageLooks}
    where ${imageLooks.imageId} = any (${sql.param([...ids])}::uuid[])`;
  return ids.length === 0 ? [] : fitting(await readPalettes(db, rows), colour);
};

/**
 * Images that show a colour, the best first. A dull colour is in most photos: where a sample says that there are very many,
 * only those are compared that can be among the best, and the total is what the sample says.
 */
export const findByColour = async (db: Queryable, search: ColourSearch, place: PagePlace): Promise<RankedPage> => {
  const { packs, estimate, isExact } = await readMatches(db, search, place);
  const scored = scorePalettes(packs, search.colour, { wordsCount: search.query !== null });
  const { total, ids } = await pageOfPassing(db, rankPalettes(scored), search.filter, place);
  return { total: isExact ? total : Math.max(total, estimate), ids };
};
