import { lt, sql } from 'drizzle-orm';
import type { Queryable } from '../platform/database/database.ts';
import { sourceRequests } from './schema.ts';

/**
 * Takes one request from a source's daily budget (UTC days), shared by every process on this database. Returns whether
 * there was one left.
 */
export const takeRequest = async (
  db: Queryable,
  { source, perDay, now }: { readonly source: string; readonly perDay: number; readonly now: Date },
): Promise<boolean> => {
  const day = now.toISOString().slice(0, 10);
  const taken = await db
    .insert(sourceRequests)
    .values({ source, day, count: 1 })
    .onConflictDoUpdate({
      target: [sourceRequests.source, sourceRequests.day],
      set: { count: sql`${sourceRequests.count} + 1` },
      setWhere: lt(sourceRequests.count, perDay),
    })
    .returning({ count: sourceRequests.count });
  return taken.length > 0;
};
