import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { releaseBlobs } from './release-blobs.ts';

/** What removing works with. */
export type RemovalServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'remove' | 'statesOf'>;
  readonly storage: Storage;
};

/** How much of a removal is done in one go. */
export type RemovalSize = {
  /** Transactions. */
  readonly parts?: number;
  /** Images that one transaction removes: few enough to keep locks short. */
  readonly imagesAtOnce?: number;
  /** Rows without anything that hangs on them, such as candidates. */
  readonly rowsAtOnce?: number;
};

/** The usual size: some seconds of work, after which other removals have their turn. */
export const USUAL_SIZE = { parts: 50, imagesAtOnce: 250, rowsAtOnce: 2_000 } as const;

/** What one transaction of a removal came to. */
export type RemovedPart = {
  /** Whether nothing is left. */
  readonly isDone: boolean;
  /** Bytes that may be free after the commit. */
  readonly sha256s?: readonly string[];
  /** Other files that are free after the commit. */
  readonly keys?: readonly string[];
};

/**
 * Removes parts, each in a transaction of its own, until nothing is left or the size is reached; returns whether nothing is
 * left. Killed anywhere, it goes on where it was; bytes whose rows have gone by then are left to the sweeper.
 */
export const removeParts = async (
  { db, storage }: Pick<RemovalServices, 'db' | 'storage'>,
  { parts, signal }: { readonly parts: number; readonly signal: AbortSignal },
  removePart: (tx: Transaction) => Promise<RemovedPart>,
): Promise<boolean> => {
  for (let part = 0; part < parts; part++) {
    signal.throwIfAborted();
    const { isDone, sha256s = [], keys = [] } = await db.transaction(removePart);
    for (const key of keys) await storage.remove(key);
    await releaseBlobs({ db, storage }, sha256s);
    if (isDone) return true;
  }
  return false;
};
