import type { Database } from '../../platform/database/database.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import type { VectorTable } from '../../platform/vectors/vector-table.ts';
import { isDamage } from './tell-store.ts';
import { areMoreThan, countKept, lockStore, readSomeVectors } from './vector-changes.repository.ts';
import { tableOf, type VectorSpace } from './vector-space.ts';

/** Searches that are tried: each looks into other parts of an index. */
const SEARCHES = 16;

/**
 * Looks whether the table of a space is whole: reads every file of it, and searches as people do. Returns what is wrong in a
 * few words, or `null`. Throws what keeps it from being looked at.
 */
export const findFault = async (
  { db, store }: { readonly db: Database; readonly store: VectorStore },
  space: VectorSpace,
): Promise<string | null> => {
  const table = store.table(tableOf(space));
  const vectors = await readSomeVectors(db, space, SEARCHES);
  try {
    await table.check();
    for (const [at, vector] of vectors.entries()) await table.search(vector, { limit: 10, exact: at === 0 });
    return await findMissing(db, space, table);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return error instanceof Error ? error.message : 'it is damaged';
  }
};

const findMissing = (db: Database, space: VectorSpace, table: VectorTable): Promise<string | null> =>
  db.transaction(async (tx) => {
    // Until the lock is given back, every change since waits where it can be seen.
    await lockStore(tx);
    const found = await table.count();
    const { least, most } = await countKept(tx, space);
    if ((await areMoreThan(tx, 0)) || (found >= least && found <= most)) return null;
    return `${found} vectors are there instead of ${least}`;
  });
