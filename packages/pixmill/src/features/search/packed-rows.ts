import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Queryable } from '../../platform/database/database.ts';

/** Rows that PostgreSQL sends many at a time as one value, since thousands of single rows cost more than what is done with them. */

/** Bytes of an id at the start of each row. */
export const ID_BYTES = 16;

/** An image in a pack: where its row begins. */
export type PackedRow = { readonly pack: Buffer; readonly at: number };

/** Reads `rows` (which have an `image_id`) as packs of `columns`, whose bytes follow the id. */
export const readPacks = async (db: Queryable, { columns, rows }: { columns: SQL; rows: SQL }): Promise<Buffer[]> => {
  // Large values are a burden on the garbage collector: thousands of rows come in 16 packs, by random digits of their ids
  // (not the last ones, which say what is in the sample). `offset 0` hides from the planner that ids are unique: it would sort.
  const answer = await db.execute<{ packed: Buffer }>(sql`
    select string_agg(bytes, ''::bytea) as packed
      from (select get_byte(uuid_send(image_id), 11) & 15 as part, uuid_send(image_id) || ${columns} as bytes
              from (${rows}) as rows offset 0) as parts
     group by part`);
  return answer.rows.map(({ packed }) => packed);
};

/** The id of a row, as text. */
export const idOf = ({ pack, at }: PackedRow): string => {
  const hex = pack.toString('hex', at, at + ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Sorts the images that were written last before others. */
export const newestFirst = (a: PackedRow, b: PackedRow): number =>
  b.pack.compare(a.pack, a.at, a.at + ID_BYTES, b.at, b.at + ID_BYTES);
