import { sql } from 'drizzle-orm';
import { recordActivity } from '../../library/activity.repository.ts';
import type { UserRow } from '../../library/accounts.schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Accounts, Origin } from './accounts.ts';
import { beginAttempt, forgiveAccount, passAttempt } from './login-guard.service.ts';
import { deleteResetsOf } from './password-resets.repository.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { revokeSessionsOf } from './sessions.repository.ts';
import { userError } from './user.errors.ts';
import { findUser, lockUser, updateUser } from './users.repository.ts';

/** Ends every login of a user, and with it every access token. */
export const endLogins = async (tx: Transaction, userId: string): Promise<void> => {
  await updateUser(tx, userId, { tokensValidFrom: sql`now()` });
  await revokeSessionsOf(tx, userId);
};

/** Gives a user a new password; logins and links of before end. Returns the user, `null` when it is gone. */
export const setPassword = async (tx: Transaction, userId: string, passwordHash: string): Promise<UserRow | null> => {
  const user = await updateUser(tx, userId, { passwordHash });
  await endLogins(tx, userId);
  await deleteResetsOf(tx, userId);
  if (user !== null) await forgiveAccount(tx, user.email);
  return user;
};

/**
 * Changes one's own password. Every login ends, the one that asks too. Throws `user.no_password`, `user.wrong_password`,
 * `user.same_password`, `user.needs_login`, `auth.slow_down`, `auth.busy`.
 */
export const changeOwnPassword = async (
  { db }: Pick<Accounts, 'db'>,
  principal: Pick<Principal, 'userId' | 'via'>,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
  origin: Origin,
): Promise<void> => {
  if (principal.via === 'api-key') throw userError('user.needs_login');
  const user = await findUser(db, principal.userId);
  if (user === null) throw userError('user.not_found');
  if (user.passwordHash === null) throw userError('user.no_password');
  const attempt = { email: user.email, address: origin.address };
  await beginAttempt(db, attempt);
  if (!(await verifyPassword(user.passwordHash, currentPassword))) throw userError('user.wrong_password');
  await passAttempt(db, attempt);
  if (newPassword === currentPassword) throw userError('user.same_password');
  const passwordHash = await hashPassword(newPassword);
  await db.transaction(async (tx) => {
    const now = await lockUser(tx, user.id);
    if (now === null) throw userError('user.not_found');
    // Somebody else has changed it meanwhile: what was compared is not the current one any more.
    if (now.passwordHash !== user.passwordHash) throw userError('user.wrong_password');
    await setPassword(tx, user.id, passwordHash);
    await recordActivity(tx, {
      userId: user.id,
      action: 'password_changed',
      resourceType: 'user',
      resourceId: user.id,
      address: origin.address,
      requestId: origin.requestId,
    });
  });
};
