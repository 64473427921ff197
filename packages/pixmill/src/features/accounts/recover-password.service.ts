import { recordActivity } from '../../library/activity.repository.ts';
import { mailJob } from '../../platform/mail/mail.jobs.ts';
import type { Accounts, Origin } from './accounts.ts';
import { passwordRecoveryJob } from './accounts.jobs.ts';
import { authError } from './auth.errors.ts';
import { deleteResetsOf, findUserOfReset, hasResetUntil, insertReset } from './password-resets.repository.ts';
import { hashPassword } from './passwords.ts';
import { setPassword } from './passwords.service.ts';
import { hashToken, newSecretToken } from './secret-tokens.ts';
import { findUserByEmail, lockUser } from './users.repository.ts';

const VALID_MS = 60 * 60_000;
/** Nobody's mailbox is filled by asking again and again. */
const PAUSE_MS = 60_000;

/** Asks for a link to a new password: one row in the queue, whether the address is somebody's or not. */
export const askForRecovery = async ({ db, queue }: Pick<Accounts, 'db' | 'queue'>, email: string): Promise<void> => {
  const key = email.trim().toLowerCase();
  await db.transaction((tx) => queue.enqueue(tx, passwordRecoveryJob, [{ payload: { email: email.trim() }, key }]));
};

/** Makes the link and the mail for an address that was asked for; nothing for one that is nobody's. */
export const sendRecovery = async (
  { db, queue, baseUrl }: Pick<Accounts, 'db' | 'queue' | 'baseUrl'>,
  email: string,
  now = new Date(),
): Promise<void> => {
  const found = await findUserByEmail(db, email);
  if (found === null) return;
  await db.transaction(async (tx) => {
    const user = await lockUser(tx, found.id);
    if (user === null || !user.isActive || user.passwordHash === null) return;
    if (await hasResetUntil(tx, user.id, new Date(now.getTime() + VALID_MS - PAUSE_MS))) return;
    await deleteResetsOf(tx, user.id);
    const token = newSecretToken();
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await insertReset(tx, { hash: hashToken(token), userId: user.id, expiresAt });
    await recordActivity(tx, {
      userId: user.id,
      action: 'password_reset_requested',
      resourceType: 'user',
      resourceId: user.id,
    });
    const values = {
      name: user.fullName,
      email: user.email,
      url: `${baseUrl}/reset-password?token=${token}`,
      expiresAt: expiresAt.toISOString(),
    };
    await queue.enqueue(tx, mailJob, [{ payload: { template: 'reset-password', to: user.email, values } }]);
  });
};

/** Sets a new password by the token of a link, once; every login of the user ends. Throws `auth.bad_reset_token`. */
export const resetPassword = async (
  { db }: Pick<Accounts, 'db'>,
  { token, newPassword }: { readonly token: string; readonly newPassword: string },
  origin: Origin,
): Promise<void> => {
  const hash = hashToken(token);
  // Before the hash of the password: a guess costs nothing but this.
  if ((await findUserOfReset(db, hash)) === null) throw authError('auth.bad_reset_token');
  const passwordHash = await hashPassword(newPassword);
  await db.transaction(async (tx) => {
    const found = await findUserOfReset(tx, hash);
    const user = found === null ? null : await lockUser(tx, found.id);
    // Under the lock of the user: of two that use the link at once, the second finds it gone.
    if (user === null || (await findUserOfReset(tx, hash)) === null) throw authError('auth.bad_reset_token');
    await setPassword(tx, user.id, passwordHash);
    await recordActivity(tx, {
      userId: user.id,
      action: 'password_reset',
      resourceType: 'user',
      resourceId: user.id,
      address: origin.address,
      requestId: origin.requestId,
    });
  });
};
