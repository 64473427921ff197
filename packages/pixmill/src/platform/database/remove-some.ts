import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Queryable } from './database.ts';

/**
 * Removes at most `limit` of the rows of a table that meet a condition, so that nobody waits long for one of them; returns
 * how many.
 * @param options.skipLocked leaves rows alone that somebody else is busy with, instead of waiting for them
 */
export const removeSome = async (
  db: Queryable,
  table: PgTable,
  { where, limit, skipLocked = false }: { where: SQL | undefined; limit: number; skipLocked?: boolean },
): Promise<number> => {
  const lock = sql.raw(skipLocked ? 'for update skip locked' : '');
  const some = sql`array(select ctid from ${table} where ${where} limit ${limit} ${lock})`;
  return (await db.execute(sql`delete from ${table} where ctid = any(${some})`)).rowCount ?? 0;
};
