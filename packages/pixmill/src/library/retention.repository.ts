import { getTableName, lt, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../platform/database/database.ts';
import { removeSome } from '../platform/database/remove-some.ts';
import { apiKeyUsage, loginFailures, passwordResets, sessions } from './accounts.schema.ts';
import { goesBefore } from './retention.ts';
import { sourceRequests } from './schema.ts';
import { activity, notifications } from './service.schema.ts';
import { acceptances } from './suggestions.schema.ts';

/** Rows that one statement removes: few enough that nobody waits for them. */
const ROWS_AT_ONCE = 1_000;

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** What goes by its age alone; what hangs on it (refresh tokens on their session) goes with it. */
const oldRows = (now: Date): readonly { readonly table: PgTable; readonly old: SQL | undefined }[] => {
  const over = goesBefore('sessions', now);
  return [
    { table: notifications, old: lt(notifications.createdAt, goesBefore('notifications', now)) },
    { table: acceptances, old: lt(acceptances.createdAt, goesBefore('acceptances', now)) },
    { table: activity, old: lt(activity.createdAt, goesBefore('activity', now)) },
    { table: sessions, old: or(lt(sessions.expiresAt, over), lt(sessions.revokedAt, over)) },
    { table: passwordResets, old: lt(passwordResets.expiresAt, goesBefore('passwordResets', now)) },
    { table: loginFailures, old: lt(loginFailures.lastAt, goesBefore('loginFailures', now)) },
    { table: apiKeyUsage, old: lt(apiKeyUsage.day, dayOf(goesBefore('apiKeyUsage', now))) },
    { table: sourceRequests, old: lt(sourceRequests.day, dayOf(goesBefore('sourceRequests', now))) },
  ];
};

/**
 * Removes rows that are older than they are kept (retention.ts), some at a time, until none is left or the signal is
 * aborted. Rows that somebody else is busy with are left for the next time. Returns how many went, by table.
 */
export const removeOldRows = async (
  db: Database,
  { signal, now = new Date(), rowsAtOnce = ROWS_AT_ONCE }: { signal: AbortSignal; now?: Date; rowsAtOnce?: number },
): Promise<Readonly<Record<string, number>>> => {
  const removed: Record<string, number> = {};
  for (const { table, old } of oldRows(now)) {
    let count = 0;
    for (let last = rowsAtOnce; last === rowsAtOnce;) {
      signal.throwIfAborted();
      last = await removeSome(db, table, { where: old, limit: rowsAtOnce, skipLocked: true });
      count += last;
    }
    removed[getTableName(table)] = count;
  }
  return removed;
};
