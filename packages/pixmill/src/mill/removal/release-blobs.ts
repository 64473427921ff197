import { and, eq, isNull, ne, sql } from 'drizzle-orm';
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
      if ((await isNeeded(tx, sha256)) || (await mayBeArriving(tx))) return false;
      await tx.delete(blobs).where(eq(blobs.sha256, sha256));
      for (const key of [blobKey(sha256), ...derivedKeys(sha256)]) await storage.remove(key);
      return true;
    });
    if (isRemoved) removed++;
  }
  return removed;
};

/** Whether an image has these bytes, or a candidate in flight waits for them. */
const isNeeded = async (tx: Transaction, sha256: string): Promise<boolean> => {
  const image = await tx.select({ id: images.id }).from(images).where(eq(images.sha256, sha256)).limit(1);
  if (image.length > 0) return true;
  const waiting = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(isNull(candidates.outcome), eq(sql`${candidates.location}->>'sha256'`, sha256)))
    .limit(1);
  return waiting.length > 0;
};

/**
 * Whether the same bytes may be on their way from elsewhere: a crawl stores what it fetched a moment before it writes the
 * row, and an import stages members before it names them. Uploads hold the lock meanwhile.
 */
const mayBeArriving = async (tx: Transaction): Promise<boolean> => {
  const running = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.status, 'running'), ne(jobs.kind, 'upload')))
    .limit(1);
  if (running.length > 0) return true;
  const inFlight = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(isNull(candidates.outcome), isNull(sql`${candidates.location}->>'sha256'`)))
    .limit(1);
  return inFlight.length > 0;
};
