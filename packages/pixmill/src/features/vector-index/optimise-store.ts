import type { Database } from '../../platform/database/database.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { lockStore, readSpaces } from './vector-changes.repository.ts';
import { tableOf } from './vector-space.ts';

/** Whether a table of the store would gain by being brought into shape. */
export const isAnyOutOfShape = async (store: VectorStore): Promise<boolean> => {
  for (const model of await store.models()) if (await store.table(model).isOutOfShape()) return true;
  return false;
};

/** Brings every table into shape, one after the other. */
export const optimiseStore = async (
  store: VectorStore,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> => {
  for (const model of await store.models()) {
    signal.throwIfAborted();
    await store.table(model).optimise();
  }
};

/** Drops tables of models and versions that no image has an embedding of any more. */
export const dropUnusedTables = (db: Database, store: VectorStore): Promise<void> =>
  db.transaction(async (tx) => {
    // Nobody puts anything meanwhile: what comes now makes its table again.
    await lockStore(tx);
    const used = new Set((await readSpaces(tx)).map((space) => JSON.stringify(tableOf(space))));
    for (const { model, dimensions } of await store.models()) {
      if (!used.has(JSON.stringify({ model, dimensions }))) await store.table({ model, dimensions }).drop();
    }
  });
