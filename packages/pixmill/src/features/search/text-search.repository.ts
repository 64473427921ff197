import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { imageTexts } from '../../library/search.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { inScope, scopeLexemes } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import type { CompiledQuery } from './compile-query.ts';
import { ID_BYTES, idOf } from './packed-rows.ts';
import { pageOfPassing } from './ranked-pages.ts';
import type { PagePlace, RankedPage, Ranking } from './ranked-pages.ts';

/** What a match in each weight counts: D file name, C creator and query, B description and caption, A title, label and tags. */
const WEIGHTS = '{0.05, 0.2, 0.45, 1}';

/** PostgreSQL's forms of texts: as English stems, and as they stand. */
export const readForms = async (
  db: Queryable,
  texts: readonly string[],
): Promise<{ stems: string; words: string }[]> => {
  if (texts.length === 0) return [];
  const { rows } = await db.execute<{ stems: string; words: string }>(sql`
    select phraseto_tsquery('pg_catalog.english', folded)::text as stems,
           phraseto_tsquery('pg_catalog.simple', folded)::text as words
      from (select position, search_fold(text) as folded
              from unnest(${sql.param([...texts])}::text[]) with ordinality as given (text, position)) as given
     order by position`);
  return rows;
};

/** The condition that an image in scope has the words that are asked for; the index answers all of it. */
export const hasWords = (match: string, scope: SearchScope): SQL => {
  const lexemes = scopeLexemes(scope);
  const query = lexemes === null ? match : `(${lexemes}) & (${match})`;
  return sql`${imageTexts.words} @@ ${query}::tsquery and ${inScope(imageTexts.projectId, scope)}`;
};

/** How well the words of an image fit, 0 to 1. */
export const wordRank = (rank: string | null): SQL =>
  rank === null ? sql`0::real` : sql`ts_rank(${WEIGHTS}::real[], ${imageTexts.words}, ${rank}::tsquery)`;

/** What is looked for. */
export type WordSearch = {
  readonly query: CompiledQuery;
  readonly scope: SearchScope;
  /** Condition on `images`. */
  readonly filter: SQL | undefined;
};

const BEST_FIRST = sql`order by score desc, image_id desc`;

const hitsOf = (query: CompiledQuery, scope: SearchScope): SQL =>
  sql`select image_id, ${wordRank(query.rank)} as score from ${imageTexts} where ${hasWords(query.match, scope)}`;

/** Every image with the words that are asked for, the best first, then the newest; with `most`, no more than these. */
export const rankByWords = async (
  db: Queryable,
  { query, scope, most }: Omit<WordSearch, 'filter'> & { readonly most?: number },
): Promise<Ranking> => {
  const best = most === undefined ? BEST_FIRST : sql`${BEST_FIRST} limit ${most}`;
  const { rows } = await db.execute<{ packed: Buffer | null }>(sql`
    select string_agg(uuid_send(image_id) || float4send(score), ''::bytea) as packed
      from (${hitsOf(query, scope)} ${best}) as hits`);
  return openRanking(rows[0]?.packed ?? Buffer.alloc(0));
};

/** Which of some images have words. */
export const withWords = async (db: Queryable, ids: readonly string[], match: string): Promise<ReadonlySet<string>> => {
  const { rows } = await db.execute<{ id: string }>(sql`
    select image_id as id from ${imageTexts}
     where ${imageTexts.imageId} = any (${sql.param([...ids])}::uuid[]) and ${imageTexts.words} @@ ${match}::tsquery`);
  return new Set(rows.map(({ id }) => id));
};

/** Images with the words that are asked for, the best first, then the newest. */
export const findByWords = async (
  db: Queryable,
  { query, scope, filter }: WordSearch,
  place: PagePlace,
): Promise<RankedPage> => {
  if (filter !== undefined) return pageOfPassing(db, await rankByWords(db, { query, scope }), filter, place);
  const { rows } = await db.execute<{ total: number; id: string | null; score: number }>(sql`
    with hits as materialized (${hitsOf(query, scope)}),
         page as (select image_id, score from hits ${BEST_FIRST} limit ${place.limit} offset ${place.offset})
    select total.count::int as total, page.image_id as id, coalesce(page.score, 0)::float8 as score
      from (select count(*) from hits) as total left join page on true
     order by page.score desc, page.image_id desc`);
  return {
    total: rows[0]?.total ?? 0,
    ids: rows.flatMap(({ id, score }, index) =>
      id === null ? [] : [{ id, score: Math.min(1, score), place: place.offset + index + 1 }],
    ),
  };
};

const ROW_BYTES = ID_BYTES + 4;

const openRanking = (packed: Buffer): Ranking => ({
  count: packed.length / ROW_BYTES,
  slice: (start, end) =>
    Array.from({ length: Math.max(0, Math.min(end, packed.length / ROW_BYTES) - start) }, (_, index) => {
      const at = (start + index) * ROW_BYTES;
      return { id: idOf({ pack: packed, at }), score: Math.min(1, packed.readFloatBE(at + ID_BYTES)) };
    }),
});

/** Which of these queries no image in scope fulfils, by their place. */
export const findUnmatched = async (
  db: Queryable,
  matches: readonly string[],
  scope: SearchScope,
): Promise<ReadonlySet<number>> => {
  const unmatched = new Set<number>();
  for (const [index, match] of matches.entries()) {
    const { rows } = await db.execute(sql`select from ${imageTexts} where ${hasWords(match, scope)} limit 1`);
    if (rows.length === 0) unmatched.add(index);
  }
  return unmatched;
};

/** Words of the images in scope that look like a given one; none where the database has no pg_trgm. */
export const findSimilarWords = async (
  db: Queryable,
  word: string,
  scope: SearchScope,
  most: number,
): Promise<string[]> => {
  const projects = scope.projectIds === null ? sql`null` : sql.param([...scope.projectIds]);
  const { rows } = await db.execute<{ word: string }>(
    sql`select word from search_similar_words(${word}, ${projects}::uuid[], ${most}::int)`,
  );
  return rows.map((row) => row.word);
};

/** English stems of words, those without one left out. */
export const readStems = async (db: Queryable, words: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (words.length === 0) return new Map();
  const { rows } = await db.execute<{ word: string; stem: string | null }>(sql`
    select word, (ts_lexize('pg_catalog.english_stem', word))[1] as stem
      from unnest(${sql.param([...words])}::text[]) as word`);
  return new Map(rows.flatMap(({ word, stem }) => (stem === null ? [] : [[word, stem] as const])));
};
