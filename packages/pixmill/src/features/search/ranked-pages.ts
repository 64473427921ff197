import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { images } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

/** An image that was found, and how well it fits (0..1); where words and a colour count, how well each of them does. */
export type RankedImage = {
  readonly id: string;
  readonly score: number;
  readonly parts?: { readonly words: number; readonly color: number };
};

/** Everything that was found, the best first. */
export type Ranking = {
  readonly count: number;
  /** Those from one place to before another. */
  readonly slice: (start: number, end: number) => readonly RankedImage[];
};

/** An image with its place (from 1) among everything that was found, whatever filter is applied to it. */
export type PlacedImage = RankedImage & { readonly place: number };

/** A page of what was found, and how many there are on all pages. */
export type RankedPage = { readonly total: number; readonly ids: readonly PlacedImage[] };

/** Where a page begins, and how long it is. */
export type PagePlace = { readonly offset: number; readonly limit: number };

/** So many are all held against a filter and counted; of more, as many as the page needs, and some to tell the total by. */
const MOST_COUNTED = 3000;
const COUNTED = 750;
const LEAST_AT_ONCE = 500;
const MOST_AT_ONCE = 8000;

const readPassing = async (db: Queryable, ids: readonly string[], condition: SQL): Promise<ReadonlySet<string>> => {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .where(sql`${images.id} = any (${sql.param([...ids])}::uuid[]) and (${condition})`);
  return new Set(rows.map(({ id }) => id));
};

/** A ranking of images that are all at hand, in their order. */
export const rankingOf = (ranked: readonly RankedImage[]): Ranking => ({
  count: ranked.length,
  slice: (start, end) => ranked.slice(start, end),
});

/** Some of a ranking from its whole length, as many as tell which share of it fulfils something. */
const spreadOver = ({ count, slice }: Ranking): RankedImage[] =>
  Array.from({ length: COUNTED }, (_, index) => Math.floor(((index + 0.5) * count) / COUNTED)).flatMap((place) =>
    slice(place, place + 1),
  );

/**
 * The page of those that fulfil a condition on `images`. Images are looked up the best first until the page is full: of
 * tens of thousands most are never needed, and the total is told from some.
 */
export const pageOfPassing = async (
  db: Queryable,
  ranking: Ranking,
  condition: SQL | undefined,
  { offset, limit }: PagePlace,
): Promise<RankedPage> => {
  const { count, slice } = ranking;
  const placed = (start: number, end: number): PlacedImage[] =>
    slice(start, end).map((image, index) => ({ ...image, place: start + index + 1 }));
  if (condition === undefined) return { total: count, ids: placed(offset, offset + limit) };
  const needed = offset + limit;
  let share = 1;
  if (count > MOST_COUNTED) {
    const spread = spreadOver(ranking).map(({ id }) => id);
    share = (await readPassing(db, spread, condition)).size / COUNTED;
  }
  const passing: PlacedImage[] = [];
  let place = 0;
  const enough = count <= MOST_COUNTED ? count : needed;
  while (place < count && passing.length < enough) {
    const likely = Math.ceil((1.3 * (enough - passing.length)) / Math.max(share, 0.001));
    const end = place + Math.max(LEAST_AT_ONCE, Math.min(MOST_AT_ONCE, likely));
    const next = placed(place, end);
    const ids = await readPassing(
      db,
      next.map(({ id }) => id),
      condition,
    );
    passing.push(...next.filter(({ id }) => ids.has(id)));
    place = end;
  }
  const total = place >= count ? passing.length : Math.max(passing.length, Math.round(share * count));
  return { total, ids: passing.slice(offset, needed) };
};
