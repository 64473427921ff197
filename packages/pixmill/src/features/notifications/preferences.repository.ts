import { eq, sql } from 'drizzle-orm';
import { withDefaults, type NotificationPreferences } from '../../library/notification-preferences.ts';
import { notificationPreferences } from '../../library/service.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

/** How somebody wants to be told of things. */
export const readPreferences = async (db: Queryable, userId: string): Promise<NotificationPreferences> => {
  const [row] = await db
    .select({ categories: notificationPreferences.categories })
    .from(notificationPreferences)
    .where(eq(notificationPreferences.userId, userId));
  return withDefaults(row?.categories);
};

/** The same, locked until the transaction ends, so that two changes at once both count. */
export const lockPreferences = async (tx: Transaction, userId: string): Promise<NotificationPreferences> => {
  await tx.insert(notificationPreferences).values({ userId, categories: {} }).onConflictDoNothing();
  const [row] = await tx
    .select({ categories: notificationPreferences.categories })
    .from(notificationPreferences)
    .where(eq(notificationPreferences.userId, userId))
    .for('update');
  return withDefaults(row?.categories);
};

/** Writes them. */
export const writePreferences = async (
  tx: Transaction,
  userId: string,
  categories: NotificationPreferences,
): Promise<void> => {
  await tx
    .update(notificationPreferences)
    .set({ categories, updatedAt: sql`now()` })
    .where(eq(notificationPreferences.userId, userId));
};
