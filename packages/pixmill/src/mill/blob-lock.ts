import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';

/**
 * Holds blobs until the transaction ends: `shared` by those that store bytes and write rows for them, `alone` by those that
 * remove bytes without rows. So nobody removes what somebody else is just about to need.
 */
export const lockBlobs = async (
  tx: Transaction,
  sha256s: readonly string[],
  how: 'shared' | 'alone',
): Promise<void> => {
  const lock = sql.raw(how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  // In one order, so that no two wait for each other.
  for (const sha256 of [...new Set(sha256s)].toSorted()) {
    await tx.execute(sql`select ${lock}(hashtextextended(${`blob ${sha256}`}, 0))`);
  }
};
