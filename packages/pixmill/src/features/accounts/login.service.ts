import { recordActivity } from '../../library/activity.repository.ts';
import type { Accounts, Origin } from './accounts.ts';
import { authError } from './auth.errors.ts';
import { beginAttempt, passAttempt } from './login-guard.service.ts';
import { verifyPassword } from './passwords.ts';
import { openSession, type Tokens } from './sessions.service.ts';
import { findUserByEmail, lockUser } from './users.repository.ts';

/**
 * Opens a session for an address and its password. An unknown address costs the same work and gets the same answer as a
 * wrong password. Throws `auth.wrong_credentials`, `auth.slow_down`, `auth.busy`, `auth.disabled`.
 */
export const logIn = async (
  accounts: Accounts,
  { email, password }: { readonly email: string; readonly password: string },
  origin: Origin,
): Promise<Tokens> => {
  const { db } = accounts;
  const attempt = { email, address: origin.address };
  await beginAttempt(db, attempt);
  const user = await findUserByEmail(db, email.trim());
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (user === null || !isRight) throw authError('auth.wrong_credentials');
  await passAttempt(db, attempt);
  return db.transaction(async (tx) => {
    const now = await lockUser(tx, user.id);
    // A password that was changed while this one was compared ends this login, too.
    if (now === null || now.passwordHash !== user.passwordHash) throw authError('auth.wrong_credentials');
    if (!now.isActive) throw authError('auth.disabled');
    const tokens = await openSession(tx, accounts, { user: now, origin });
    await recordActivity(tx, {
      userId: now.id,
      action: 'login',
      resourceType: 'user',
      resourceId: now.id,
      address: origin.address,
      requestId: origin.requestId,
    });
    return tokens;
  });
};
