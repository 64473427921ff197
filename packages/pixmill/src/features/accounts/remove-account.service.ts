import type { Database } from '../../platform/database/database.ts';
import { deleteUser, isLeaving, nextProjectOf, removeRowsOf } from './removed-users.repository.ts';

/** What removing what is left of a user works with. */
export type AccountRemoval = {
  readonly db: Database;
  /** Removes the next parts of a project; returns whether nothing is left of it. */
  readonly removeProject: (projectId: string, options: { readonly signal: AbortSignal }) => Promise<boolean>;
};

/** Rows that one transaction removes. */
const ROWS_AT_ONCE = 1_000;
/** Transactions, after which other removals have their turn. */
const PARTS = 50;

/**
 * Removes the next parts of what is left of a user that is marked as removed: projects with everything in them, then all
 * other rows, then the user. Returns whether nothing is left. Killed anywhere, it goes on where it was.
 */
export const removeAccountParts = async (
  { db, removeProject }: AccountRemoval,
  userId: string,
  { signal, rowsAtOnce = ROWS_AT_ONCE }: { readonly signal: AbortSignal; readonly rowsAtOnce?: number },
): Promise<boolean> => {
  if (!(await isLeaving(db, userId))) return true;
  for (let part = 0; part < PARTS; part++) {
    signal.throwIfAborted();
    const projectId = await db.transaction((tx) => nextProjectOf(tx, userId));
    if (projectId === null) {
      const isMore = await db.transaction((tx) => removeRowsOf(tx, userId, rowsAtOnce));
      if (!isMore && (await db.transaction((tx) => deleteUser(tx, userId)))) return true;
    } else if (!(await removeProject(projectId, { signal }))) return false;
  }
  return false;
};
