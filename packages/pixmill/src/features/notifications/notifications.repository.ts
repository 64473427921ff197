import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { agePage, type AgePageQuery } from '../../library/id-pages.ts';
import type { NotificationCategory } from '../../library/notification-preferences.ts';
import { notifications, type NotificationRow } from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

/** What of somebody's notifications is asked for. */
export type NotificationFilter = {
  readonly isRead?: boolean | undefined;
  readonly category?: NotificationCategory | undefined;
};

const own = (userId: string, { isRead, category }: NotificationFilter) =>
  and(
    eq(notifications.userId, userId),
    eq(notifications.inApp, true),
    isRead === undefined ? undefined : isRead ? isNotNull(notifications.readAt) : isNull(notifications.readAt),
    category === undefined ? undefined : eq(notifications.category, category),
  );

/** A page of somebody's notifications, and how many there are. */
export const listNotifications = async (
  db: Queryable,
  userId: string,
  filter: NotificationFilter,
  query: AgePageQuery,
): Promise<{ readonly rows: readonly NotificationRow[]; readonly total: number }> => {
  const page = agePage(query, notifications.id, own(userId, filter));
  const total = await db.$count(notifications, page.filter);
  const rows = await db
    .select()
    .from(notifications)
    .where(page.where)
    .orderBy(page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total };
};

/** Marks one of somebody's notifications as read; the first time counts. `null` when it is not theirs. */
export const markRead = async (tx: Transaction, userId: string, id: string): Promise<NotificationRow | null> => {
  const [row] = await tx
    .update(notifications)
    .set({ readAt: sql`coalesce(${notifications.readAt}, now())` })
    .where(and(own(userId, {}), eq(notifications.id, id)))
    .returning();
  return row ?? null;
};

/** Marks somebody's unread notifications as read, and returns how many there were. */
export const markAllRead = async (
  tx: Transaction,
  userId: string,
  category?: NotificationCategory,
): Promise<number> => {
  const { rowCount } = await tx
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(own(userId, { isRead: false, category }));
  return rowCount ?? 0;
};
