import type { Database, Transaction } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { lockStore, readChanges, readKept, removeChanges, type VectorChange } from './vector-changes.repository.ts';
import { isUsable, spaceKey, tableOf, type VectorSpace } from './vector-space.ts';

/** Changes that are told at once: the store writes files, which should be few and large. */
const CHANGES_AT_ONCE = 5000;

/** How far it came. */
export type Told = {
  /** Changes that the store knows now; 0 when there are no more. */
  readonly told: number;
  /** A space whose table cannot be written because it is damaged, and what was said of it; its changes wait. */
  readonly damaged: { readonly space: VectorSpace; readonly error: unknown } | null;
};

/** Whether the files of a table are not what they should be. */
export const isDamage = (error: unknown): boolean => error instanceof PixmillError && error.code === 'vectors.damaged';

/**
 * Tells the store of the oldest changes and forgets them. They are forgotten when the store has them: what is cut off in
 * between is told again, which changes nothing. Only one process does so at a time. Throws what the store throws but for
 * damage.
 */
export const tellStore = (
  { db, store }: { readonly db: Database; readonly store: VectorStore },
  { changesAtOnce = CHANGES_AT_ONCE }: { readonly changesAtOnce?: number } = {},
): Promise<Told> =>
  db.transaction(async (tx) => {
    await lockStore(tx);
    const changes = await readChanges(tx, changesAtOnce);
    let damaged: Told['damaged'] = null;
    const known: VectorChange[] = [];
    for (const ofSpace of Map.groupBy(changes, spaceKey).values()) {
      const [space] = ofSpace;
      if (space === undefined) continue;
      try {
        await tellOfSpace(tx, store, { space, changes: ofSpace });
        known.push(...ofSpace);
      } catch (error) {
        if (!isDamage(error)) throw error;
        damaged = { space, error };
      }
    }
    await removeChanges(tx, known);
    return { told: known.length, damaged };
  });

const tellOfSpace = async (
  tx: Transaction,
  store: VectorStore,
  { space, changes }: { readonly space: VectorSpace; readonly changes: readonly VectorChange[] },
): Promise<void> => {
  const ids = [...new Set(changes.map(({ imageId }) => imageId))];
  const rows = (await readKept(tx, space, ids)).filter(({ vector }) => isUsable(vector, space));
  const there = new Set(rows.map(({ id }) => id));
  const table = store.table(tableOf(space));
  await table.put(rows);
  await table.remove(ids.filter((id) => !there.has(id)));
};
