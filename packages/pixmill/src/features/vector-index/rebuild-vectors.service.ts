import type { Database } from '../../platform/database/database.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { optimiseStore } from './optimise-store.ts';
import { tellStore } from './tell-store.ts';
import { countChanges, lockStore, noteAll } from './vector-changes.repository.ts';
import { tableOf, type VectorSpace } from './vector-space.ts';

type StoreServices = { readonly db: Database; readonly store: VectorStore };

/**
 * Empties the store, or the table of one space, and notes all that belongs into it; telling it puts everything anew. The
 * notes are durable before anything is dropped, so that a crash at any moment leaves nothing out.
 */
export const emptyStore = ({ db, store }: StoreServices, space?: VectorSpace): Promise<number> =>
  db.transaction(async (locking) => {
    await lockStore(locking);
    const noted = await db.transaction((tx) => noteAll(tx, space));
    const tables = space === undefined ? await store.models() : [tableOf(space)];
    for (const table of tables) await store.table(table).drop();
    return noted;
  });

/** How far a rebuild is: vectors first, then the indexes over them. */
export type RebuildProgress = { readonly done: number; readonly all: number; readonly isIndexing: boolean };

/**
 * Makes the whole store anew from the embeddings, while others may search it and tell it of changes; then its indexes.
 * Returns how many vectors it has. What an abort leaves out is put in by the next who tells the store. Throws `vectors.*`.
 */
export const rebuildVectors = async (
  services: StoreServices,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (now: RebuildProgress) => void },
): Promise<number> => {
  const { db, store } = services;
  const all = await emptyStore(services);
  for (let isDone = all === 0; !isDone;) {
    signal.throwIfAborted();
    const { told, damaged } = await tellStore(services);
    if (damaged !== null) throw damaged.error;
    isDone = told === 0;
    progress({ done: Math.max(0, all - (await countChanges(db))), all, isIndexing: false });
  }
  if (all > 0) progress({ done: all, all, isIndexing: true });
  await optimiseStore(store, { signal });
  let vectors = 0;
  for (const model of await store.models()) vectors += await store.table(model).count();
  return vectors;
};
