import type { Database } from '../../platform/database/database.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { lockStore, noteAll } from './vector-changes.repository.ts';
import { tableOf, type VectorSpace } from './vector-space.ts';

/**
 * Empties the store, or the table of one space, and notes all that belongs into it; telling it puts everything anew. The
 * notes are durable before anything is dropped, so that a crash at any moment leaves nothing out.
 */
export const emptyStore = (
  { db, store }: { readonly db: Database; readonly store: VectorStore },
  space?: VectorSpace,
): Promise<number> =>
  db.transaction(async (locking) => {
    await lockStore(locking);
    const noted = await db.transaction((tx) => noteAll(tx, space));
    const tables = space === undefined ? await store.models() : [tableOf(space)];
    for (const table of tables) await store.table(table).drop();
    return noted;
  });
