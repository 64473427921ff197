import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../platform/database/database.ts';
import type { ActivityResource } from './activity.repository.ts';
import { users } from './accounts.schema.ts';
import { withDefaults, type NotificationCategory } from './notification-preferences.ts';
import { notificationPreferences, notifications } from './service.schema.ts';

/** Something that somebody should know. */
export type NewNotification = {
  readonly userId: string;
  readonly category: NotificationCategory;
  /** One line, e.g. `Job "Red foxes" is completed`. */
  readonly title: string;
  readonly message: string;
  /** What it is about, so that the reader can go there. */
  readonly resourceType: ActivityResource;
  readonly resourceId: string;
  /** Tells ends of a thing apart that can end more than once, e.g. the moment at which a retried job ended. */
  readonly occurrence?: string;
};

/** Whom a mail is wanted for. */
export type MailRecipient = { readonly to: string; readonly name: string | null };

/** Titles are part of an index, whose entries must be short. */
const LONGEST_TITLE = 200;
const LONGEST_MESSAGE = 2000;

/** No mail goes to the user of an installation without logins, whose address is nobody's (RFC 2606). */
const isNobody = (email: string): boolean => email.endsWith('.invalid');

/**
 * Tells a user something, as they prefer, in the transaction in which it happens. Returns who a mail is to be sent to,
 * or `null` when none is wanted: enqueue it in the same transaction. The same occurrence of the same thing tells once,
 * so calling it twice makes no second notification and no second mail. Users who are gone are told nothing.
 */
export const notify = async (
  tx: Transaction,
  { userId, category, title, message, resourceType, resourceId, occurrence = '' }: NewNotification,
): Promise<MailRecipient | null> => {
  const [user] = await tx
    .select({
      email: users.email,
      fullName: users.fullName,
      isActive: users.isActive,
      chosen: notificationPreferences.categories,
    })
    .from(users)
    .leftJoin(notificationPreferences, eq(notificationPreferences.userId, users.id))
    .where(and(eq(users.id, userId), isNull(users.removedAt)))
    .for('key share', { of: users });
  if (user === undefined) return null;
  const { inApp, email } = withDefaults(user.chosen)[category];
  if (!inApp && !email) return null;
  const made = await tx
    .insert(notifications)
    .values({
      id: uuidv7(),
      userId,
      category,
      title: title.slice(0, LONGEST_TITLE).toWellFormed(),
      message: message.slice(0, LONGEST_MESSAGE).toWellFormed(),
      resourceType,
      resourceId,
      occurrence,
      inApp,
    })
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  if (made.length === 0 || !email || !user.isActive || isNobody(user.email)) return null;
  return { to: user.email, name: user.fullName };
};
