import type { Storage, StoredObject } from './storage.ts';

/** What a sweep found and removed. */
export type SweepResult = { readonly seen: number; readonly removed: number; readonly incomingRemoved: number };

const PAGE = 1_000;

/**
 * Removes blobs that no row refers to, and received files that were never committed, when both are older than
 * `olderThan`. The age is what makes this safe: a blob is stored before its row is written, and storing it again makes
 * it young.
 *
 * @param options.isReferenced gets up to 1,000 keys, answers those that are in use
 * @param options.prefix keys that are swept; `blobs/` unless told
 */
export const sweepStorage = async (options: {
  readonly storage: Storage;
  readonly olderThan: Date;
  readonly isReferenced: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly prefix?: string;
  readonly signal?: AbortSignal;
}): Promise<SweepResult> => {
  const { storage, olderThan, isReferenced, signal } = options;
  let seen = 0;
  let removed = 0;
  let page: StoredObject[] = [];
  const sweepPage = async (): Promise<void> => {
    const old = page.map((object) => object.key);
    page = [];
    if (old.length === 0) return;
    const used = await isReferenced(old);
    for (const key of old) {
      if (!used.has(key) && (await removeIfOld(storage, key, olderThan))) removed += 1;
    }
  };
  for await (const object of storage.list(options.prefix ?? 'blobs/')) {
    signal?.throwIfAborted();
    seen += 1;
    if (object.modifiedAt < olderThan) page.push(object);
    if (page.length === PAGE) await sweepPage();
  }
  await sweepPage();
  return { seen, removed, incomingRemoved: await storage.removeStaleIncoming(olderThan) };
};

// Asked again at the last moment: it may have been stored anew, or used, since it was listed.
const removeIfOld = async (storage: Storage, key: string, olderThan: Date): Promise<boolean> => {
  const now = await storage.stat(key);
  if (now === null || now.modifiedAt >= olderThan) return false;
  await storage.remove(key);
  return true;
};
