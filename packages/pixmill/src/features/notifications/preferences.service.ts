import type { NotificationPreferences } from '../../library/notification-preferences.ts';
import type { Database } from '../../platform/database/database.ts';
import type { PreferenceChanges } from './notification.schema.ts';
import { lockPreferences, writePreferences } from './preferences.repository.ts';

/** Changes what is given of somebody's preferences, and returns all of them. */
export const changePreferences = (
  db: Database,
  userId: string,
  changes: PreferenceChanges,
): Promise<NotificationPreferences> =>
  db.transaction(async (tx) => {
    const before = await lockPreferences(tx, userId);
    const changed = (category: keyof NotificationPreferences) => ({
      inApp: changes[category]?.in_app ?? before[category].inApp,
      email: changes[category]?.email ?? before[category].email,
    });
    const after = {
      job: changed('job'),
      dataset: changed('dataset'),
      validation: changed('validation'),
      account: changed('account'),
    };
    await writePreferences(tx, userId, after);
    return after;
  });
