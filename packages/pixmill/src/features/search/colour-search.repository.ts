import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { cellKeysWithin } from '../../library/look-keys.ts';
import { PALETTE_BYTES } from '../../library/palette-bytes.ts';
import { imageLooks, imageTexts } from '../../library/search.schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { colourScore } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import type { CompiledQuery } from './compile-query.ts';
import { ID_BYTES, idAt } from './packed-rows.ts';
import { hasScopeKey, inScope } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { hasWords, wordRank } from './text-search.repository.ts';
import type { RankedPage } from './text-search.repository.ts';

/** Of more matches than this those are ranked that are nearest by their cells. */
const MOST_SCORED = 20_000;
const MOST_SCORED_WITH_WORDS = 4000;
/** A colour that may be nearly anything is not looked up in the index. */
const MOST_CELLS = 600;
/** Words and colours count the same. */
const COLOUR_WEIGHT = 0.5;

const RANK_BYTES = 4;
const ROW_BYTES = ID_BYTES + PALETTE_BYTES + RANK_BYTES;

type ColourSearch = {
  readonly colour: AskedColour;
  /** Only images that have these words, too. */
  readonly query: CompiledQuery | null;
  readonly scope: SearchScope;
  readonly filter: (imageId: SQL) => SQL;
};

const hasColour = ({ colour, query, scope, filter }: ColourSearch, radius: number): SQL => {
  const cells = cellKeysWithin(colour.lab, radius);
  const inCells = cells.length > MOST_CELLS ? sql`true` : sql`${imageLooks.keys} && ${sql.param(cells)}::int[]`;
  const words = query === null ? sql`` : sql`and ${hasWords(query.match, scope)}`;
  return sql`${inCells} and ${hasScopeKey(imageLooks.keys, scope)} and ${inScope(imageLooks.projectId, scope)}
    and ${filter(sql`${imageLooks.imageId}`)} ${words}`;
};

const source = ({ query }: ColourSearch): SQL =>
  query === null
    ? sql`${imageLooks}`
    : sql`${imageLooks} join ${imageTexts} on ${eq(imageTexts.imageId, imageLooks.imageId)}`;

/** Images that may have the colour, packed; one more than `most` says that there are too many. */
const readPacked = async (db: Queryable, search: ColourSearch, radius: number, most: number): Promise<Buffer> => {
  const rank = search.query === null ? sql`0::real` : wordRank(search.query.rank);
  const { rows } = await db.execute<{ packed: Buffer | null }>(sql`
    select string_agg(uuid_send(image_id) || palette || float4send(rank), ''::bytea) as packed from (
      select ${imageLooks.imageId} as image_id, ${imageLooks.palette} as palette, ${rank} as rank
        from ${source(search)} where ${hasColour(search, radius)} limit ${most + 1}
    ) as hits`);
  return rows[0]?.packed ?? Buffer.alloc(0);
};

const count = async (db: Queryable, search: ColourSearch): Promise<number> => {
  const { rows } = await db.execute<{ total: number }>(sql`
    select count(*)::int as total from ${source(search)} where ${hasColour(search, search.colour.radius)}`);
  return rows[0]?.total ?? 0;
};

/**
 * Images that show a colour, the best first. With very many of them, only those are ranked whose colours lie nearest, and
 * the total counts them by the cells of their colours, which may be a few too many.
 */
export const findByColour = async (
  db: Queryable,
  search: ColourSearch,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RankedPage> => {
  const most = search.query === null ? MOST_SCORED : MOST_SCORED_WITH_WORDS;
  let { radius } = search.colour;
  let packed = await readPacked(db, search, radius, most);
  const isTooMany = packed.length > most * ROW_BYTES;
  while (packed.length > most * ROW_BYTES && radius > 0.01) {
    radius /= 2;
    packed = await readPacked(db, search, radius, most);
  }
  const found: { at: number; score: number }[] = [];
  for (let at = 0; at < packed.length; at += ROW_BYTES) {
    const fit = colourScore(search.colour, packed, at + ID_BYTES);
    if (fit === 0) continue;
    const words = search.query === null ? fit : Math.min(1, packed.readFloatBE(at + ID_BYTES + PALETTE_BYTES));
    found.push({ at, score: COLOUR_WEIGHT * fit + (1 - COLOUR_WEIGHT) * words });
  }
  found.sort((a, b) => b.score - a.score || packed.compare(packed, a.at, a.at + ID_BYTES, b.at, b.at + ID_BYTES));
  return {
    total: isTooMany ? Math.max(found.length, await count(db, search)) : found.length,
    ids: found.slice(offset, offset + limit).map(({ at, score }) => ({ id: idAt(packed, at), score })),
  };
};
