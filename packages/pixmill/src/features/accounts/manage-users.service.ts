/** What whoever runs the installation does with users by a command: no login, no mail, no limits. */
import { recordActivity } from '../../library/activity.repository.ts';
import type { UserRow } from '../../library/accounts.schema.ts';
import type { UserRole } from '../../platform/http/principal.ts';
import { NO_ORIGIN, type Accounts } from './accounts.ts';
import { readEmail } from './emails.rules.ts';
import { isPassword } from './passwords.rules.ts';
import { hashPassword } from './passwords.ts';
import { setPassword } from './passwords.service.ts';
import { createUser } from './sign-up.service.ts';
import { userError } from './user.errors.ts';
import { findUserByEmail } from './users.repository.ts';

/** Throws `user.bad_password`. */
const assertPassword = (password: string): void => {
  if (!isPassword(password)) throw userError('user.bad_password');
};

/** Makes a user. Throws `user.bad_email`, `user.bad_password`, `user.exists`. */
export const makeUser = async (
  { db }: Pick<Accounts, 'db'>,
  { email, password, fullName, role }: { email: string; password: string; fullName: string | null; role: UserRole },
): Promise<UserRow> => {
  const address = readEmail(email);
  assertPassword(password);
  const passwordHash = await hashPassword(password);
  const user = { email: address, passwordHash, fullName, role };
  return db.transaction((tx) => createUser(tx, user, { madeBy: null, origin: NO_ORIGIN }));
};

/** Gives a user a new password and ends all its logins. Throws `user.bad_password`, `user.not_found`. */
export const givePassword = async (
  { db }: Pick<Accounts, 'db'>,
  { email, password }: { email: string; password: string },
): Promise<void> => {
  assertPassword(password);
  const found = await findUserByEmail(db, email.trim());
  if (found === null) throw userError('user.not_found');
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const user = await setPassword(tx, found.id, passwordHash);
    if (user === null) throw userError('user.not_found');
    await recordActivity(tx, {
      userId: user.id,
      action: 'password_changed',
      resourceType: 'user',
      resourceId: user.id,
      detail: { by: 'command' },
    });
  });
};
