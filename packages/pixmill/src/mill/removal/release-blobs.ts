import { eq, sql } from 'drizzle-orm';
import { derivedKeys } from '../../library/derived-keys.ts';
import { blobs, candidates, images, jobs } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { lockBlobs } from '../blob-lock.ts';
import { claimStorage } from '../sweep/claim-storage.ts';

/**
 * Removes the bytes of images that are gone, and what was derived from them, unless something still needs them. What
 * cannot be told for sure now is left to the sweeper, as is everything in a storage that belongs to another database.
 * Returns how many blobs were removed.
 */
export const releaseBlobs = async (
  { db, storage }: { readonly db: Database; readonly storage: Storage },
  sha256s: readonly string[],
): Promise<number> => {
  if (sha256s.length === 0 || !(await claimStorage(db, storage))) return 0;
  let removed = 0;
  for (const sha256 of new Set(sha256s)) {
    const isRemoved = await db.transaction(async (tx) => {
      await lockBlobs(tx, [sha256], 'alone');
      if (await isNeeded(tx, sha256)) return false;
      await tx.delete(blobs).where(eq(blobs.sha256, sha256));
      for (const key of [blobKey(sha256), ...derivedKeys(sha256)]) await storage.remove(key);
      return true;
    });
    if (isRemoved) removed++;
  }
  return removed;
};

/**
 * Whether an image has these bytes, a candidate in flight waits for them, or the same may be on their way from elsewhere: a
 * crawl stores what it fetched a moment before it writes the row, and an import stages members before it names them.
 * (Uploads hold the lock meanwhile.) One question, so that nothing moves from one of its parts to another in between.
 */
const isNeeded = async (tx: Transaction, sha256: string): Promise<boolean> => {
  const staged = sql`${candidates.location}->>'sha256'`;
  const { rows } = await tx.execute<{ needed: boolean }>(sql`
    select exists (select from ${images} where ${images.sha256} = ${sha256})
        or exists (select from ${candidates} where ${candidates.outcome} is null and ${staged} = ${sha256})
        or exists (select from ${candidates} where ${candidates.outcome} is null and ${staged} is null)
        or exists (select from ${jobs} where ${jobs.status} = 'running' and ${jobs.kind} <> 'upload')
        as needed`);
  return rows[0]?.needed !== false;
};
