import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { cellKeysWithin, SAMPLED } from '../../library/look-keys.ts';
import { imageLooks, imageTexts } from '../../library/search.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { AskedColour } from './colour-score.ts';
import type { CompiledQuery } from './compile-query.ts';
import { openPalettes, packPalettes } from './packed-palettes.ts';
import type { PackedPalettes } from './packed-palettes.ts';
import { hasKeys, inScope, isSampled } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { hasWords, wordRank } from './text-search.repository.ts';
import type { RankedPage } from './text-search.repository.ts';

/** As many matches are all compared and counted; of more, those are whose colours are nearest, by what a sample says. */
const MOST_EXACT = 5000;
/** Of very many matches so many are compared, and more for pages far behind. */
const LEAST_COMPARED = 1500;
const COMPARED_A_RANK = 4;

/** What is looked for. */
export type ColourSearch = {
  readonly colour: AskedColour;
  /** Only images that have these words, too. */
  readonly query: CompiledQuery | null;
  readonly scope: SearchScope;
  readonly filter: (imageId: SQL) => SQL;
};

const read = async (db: Queryable, rows: SQL): Promise<PackedPalettes> => {
  const answer = await db.execute<{ packed: Buffer | null }>(packPalettes(rows));
  return openPalettes(answer.rows[0]?.packed ?? Buffer.alloc(0));
};

const WITH_TEXTS = sql`${imageLooks} join ${imageTexts} on ${eq(imageTexts.imageId, imageLooks.imageId)}`;

/** One of `SAMPLED` images in scope that fulfil the filter, whatever their words and colours. */
const readSample = (db: Queryable, { query, scope, filter }: ColourSearch): Promise<PackedPalettes> => {
  const rank =
    query === null
      ? sql`0::real`
      : sql`case when ${imageTexts.words} @@ ${query.match}::tsquery then ${wordRank(query.rank)} else -1 end`;
  return read(
    db,
    sql`select ${imageLooks.imageId} as image_id, ${imageLooks.palette} as palette, ${rank} as rank
          from ${query === null ? sql`${imageLooks}` : WITH_TEXTS}
         where ${isSampled(imageLooks.keys, scope)} and ${inScope(imageLooks.projectId, scope)}
           and ${filter(sql`${imageLooks.imageId}`)}`,
  );
};

/** Images that have the words and fulfil the filter: those with a colour so near, or all (`null`). */
const readMatches = (
  db: Queryable,
  { colour, query, scope, filter }: ColourSearch,
  reach: number | null,
): Promise<PackedPalettes> => {
  const cells = reach === null ? undefined : cellKeysWithin(colour.lab, reach);
  // Where only the words are looked up, their index knows what is in scope.
  const keys = query !== null && cells === undefined ? sql`true` : hasKeys(imageLooks.keys, scope, cells);
  const words = query === null ? sql`true` : hasWords(query.match, scope);
  return read(
    db,
    sql`select ${imageLooks.imageId} as image_id, ${imageLooks.palette} as palette,
               ${query === null ? sql`0::real` : wordRank(query.rank)} as rank
          from ${query === null ? sql`${imageLooks}` : WITH_TEXTS}
         where ${keys} and ${inScope(imageLooks.projectId, scope)} and ${words}
           and ${filter(sql`${imageLooks.imageId}`)}`,
  );
};

/** How near a colour must be for so many images with the words to have one; at most the tolerance. */
const reachOf = (
  distances: readonly { readonly hasWords: boolean; readonly distance: number }[],
  { radius }: AskedColour,
  wanted: number,
): number => {
  const matching = distances.filter(({ hasWords }) => hasWords).map(({ distance }) => distance);
  return Math.min(radius, matching.toSorted((a, b) => a - b)[Math.ceil(wanted / SAMPLED)] ?? radius);
};

/**
 * Images that show a colour, the best first. A dull colour is in most photos: where a sample says that there are very many,
 * only those with the nearest colours are compared, and the total is what the sample says.
 */
export const findByColour = async (
  db: Queryable,
  search: ColourSearch,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RankedPage> => {
  const { colour, query } = search;
  const wordsCount = query !== null;
  const sample = await readSample(db, search);
  const estimate = sample.scored(colour, { wordsCount }).length * SAMPLED;
  const distances = sample.distances(colour);
  const wanted = Math.max(LEAST_COMPARED, COMPARED_A_RANK * (offset + limit));
  const reach = estimate <= MOST_EXACT ? colour.radius : reachOf(distances, colour, wanted);
  const withinReach = distances.filter(({ distance }) => distance <= reach).length * SAMPLED;
  // All images that have the words are compared where those are no more than the ones with such colours.
  const comparesAll = sample.count * SAMPLED <= MOST_EXACT || (wordsCount && sample.withWords * SAMPLED <= withinReach);

  const matches = await readMatches(db, search, comparesAll ? null : reach);
  const found = matches.scored(colour, { wordsCount });
  const isExact = comparesAll || estimate <= MOST_EXACT;
  return {
    total: isExact ? found.length : Math.max(found.length, estimate),
    ids: matches.best(found, { offset, limit }),
  };
};
