import { and, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import { THUMBNAILS } from '../../library/derived-keys.ts';
import { blobs, candidates, images } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { claimStorage } from './claim-storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { sweepStorage, type SweepResult } from '../../platform/storage/sweep-storage.ts';
import { ARCHIVES } from '../../library/archive-key.ts';
import { datasets } from '../../library/service.schema.ts';

/** What a sweep did. */
export type SweepSummary = {
  /** Blobs, previews and archives that were looked at. */
  readonly seen: number;
  readonly removed: number;
  /** Half-received files that were removed. */
  readonly incomingRemoved: number;
};

/** Files younger than this may belong to work that has not written its rows yet. */
const GRACE_MS = 24 * 60 * 60 * 1000;
/** A little less than the day after which it is asked for again, and no more often, however many workers start. */
const DUE_AFTER_MS = 23 * 60 * 60 * 1000;
/** Rows that one statement removes. */
const ROWS_AT_ONCE = 1_000;
/** When the last sweep came to its end, as the age of this object. */
const LAST_SWEEP = 'sweeps/last';

/**
 * Removes what no row needs: blobs, previews and thumbnails without an image, archives without a dataset, bytes that
 * were staged for candidates that have ended, half-received files. Once a day unless `force`, and again when the last one
 * was cut off; `null` when it was not due, or when the storage belongs to another database, whose rows cannot be asked.
 */
export const sweepBlobs = async ({
  db,
  storage,
  signal,
  force = false,
  now = new Date(),
}: {
  readonly db: Database;
  readonly storage: Storage;
  readonly signal: AbortSignal;
  readonly force?: boolean;
  readonly now?: Date;
}): Promise<SweepSummary | null> => {
  const olderThan = new Date(now.getTime() - GRACE_MS);
  const last = await storage.stat(LAST_SWEEP);
  if (!force && last !== null && last.modifiedAt > new Date(now.getTime() - DUE_AFTER_MS)) return null;
  if (!(await claimStorage(db, storage))) return null;
  await removeBlobRows(db, { olderThan, signal });
  const ofBlobs = await sweepStorage({
    storage,
    olderThan,
    signal,
    isReferenced: async (keys) => {
      const wanted = await wantedBytes(db, keys.map(sha256Of));
      return new Set(keys.filter((key) => wanted.has(sha256Of(key))));
    },
  });
  const isOfImage = async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const wanted = await bytesOfImages(db, keys.map(sha256Of));
    return new Set(keys.filter((key) => wanted.has(sha256Of(key))));
  };
  const ofPreviews = await sweepStorage({
    storage,
    olderThan,
    signal,
    prefix: 'previews/',
    isReferenced: isOfImage,
  });
  const ofThumbnails = await sweepStorage({
    storage,
    olderThan,
    signal,
    prefix: THUMBNAILS,
    isReferenced: isOfImage,
  });
  const ofArchives = await sweepStorage({
    storage,
    olderThan,
    signal,
    prefix: ARCHIVES,
    isReferenced: (keys) => keysOfArchives(db, keys),
  });
  await storage.put(LAST_SWEEP, Buffer.from(now.toISOString()), 'text/plain');
  const all = [ofBlobs, ofPreviews, ofThumbnails, ofArchives];
  const sum = (of: (result: SweepResult) => number) => all.reduce((total, result) => total + of(result), 0);
  return {
    seen: sum(({ seen }) => seen),
    removed: sum(({ removed }) => removed),
    incomingRemoved: sum(({ incomingRemoved }) => incomingRemoved),
  };
};

/** Rows of bytes that no image has any more; a few at a time, so that nobody waits long for one of them. */
const removeBlobRows = async (
  db: Database,
  { olderThan, signal }: { readonly olderThan: Date; readonly signal: AbortSignal },
): Promise<void> => {
  for (let removed = ROWS_AT_ONCE; removed === ROWS_AT_ONCE;) {
    signal.throwIfAborted();
    const ofImage = db
      .select({ one: sql`1` })
      .from(images)
      .where(eq(images.sha256, blobs.sha256));
    const some = db
      .select({ sha256: blobs.sha256 })
      .from(blobs)
      .where(and(lt(blobs.createdAt, olderThan), notExists(ofImage)))
      .limit(ROWS_AT_ONCE);
    removed = (await db.delete(blobs).where(inArray(blobs.sha256, some))).rowCount ?? 0;
  }
};

/** `blobs/ab/<sha256>`, `previews/ab/<sha256>.webp` … are named after the bytes they belong to. */
const sha256Of = (key: string): string => key.slice(key.lastIndexOf('/') + 1).replace('.webp', '');

const bytesOfImages = async (db: Database, sha256s: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectDistinct({ sha256: images.sha256 })
    .from(images)
    .where(inArray(images.sha256, [...sha256s]));
  return new Set(rows.map(({ sha256 }) => sha256));
};

/** Archives that a dataset names. */
const keysOfArchives = async (db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await db
    .select({ key: datasets.archiveKey })
    .from(datasets)
    .where(inArray(datasets.archiveKey, [...keys]));
  return new Set(rows.flatMap(({ key }) => key ?? []));
};

/** Bytes of images, and those that candidates in flight wait for. */
const wantedBytes = async (db: Database, sha256s: readonly string[]): Promise<ReadonlySet<string>> => {
  const staged = sql<string>`${candidates.location}->>'sha256'`;
  const waiting = await db
    .select({ sha256: staged })
    .from(candidates)
    .where(and(isNull(candidates.outcome), inArray(staged, [...sha256s])));
  return new Set([...(await bytesOfImages(db, sha256s)), ...waiting.map(({ sha256 }) => sha256)]);
};
