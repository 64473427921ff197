import { Type } from 'typebox';
import { asc, isNotNull } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { defineJob } from '../platform/queue/job-definition.ts';
import type { Queue } from '../platform/queue/queue.ts';
import { users } from './accounts.schema.ts';
import { jobs, projects } from './schema.ts';

/** What goes bit by bit after it was marked as removed. */
export type Removal = { readonly kind: 'user' | 'project' | 'job'; readonly id: string };

/** Removes the next part of what is marked as removed, and enqueues itself until nothing is left of it. */
export const removalJob = defineJob({
  name: 'library.remove',
  payload: Type.Object({ kind: Type.Enum(['user', 'project', 'job']), id: Type.String({ format: 'uuid' }) }),
  retryLimit: 20,
  expireInSeconds: 900,
  unique: 'one-queued-one-active',
});

/** Lets things go that the same transaction marks, or of which something is left. */
export const enqueueRemovals = (
  tx: Transaction,
  queue: Pick<Queue, 'enqueue'>,
  removals: readonly Removal[],
): Promise<void> =>
  queue.enqueue(
    tx,
    removalJob,
    removals.map(({ kind, id }) => ({ payload: { kind, id }, key: `${kind} ${id}` })),
  );

/** Most things of each kind that are asked for again at once. */
const MOST = 1_000;

/** Enqueues all that is marked and still there: what the queue gave up is tried again another day. */
export const enqueueLeftRemovals = async (db: Database, queue: Pick<Queue, 'enqueue'>): Promise<void> => {
  for (const [kind, table] of [
    ['user', users],
    ['project', projects],
    ['job', jobs],
  ] as const) {
    const rows = await db
      .select({ id: table.id })
      .from(table)
      .where(isNotNull(table.removedAt))
      .orderBy(asc(table.id))
      .limit(MOST);
    await db.transaction((tx) =>
      enqueueRemovals(
        tx,
        queue,
        rows.map(({ id }) => ({ kind, id })),
      ),
    );
  }
};
