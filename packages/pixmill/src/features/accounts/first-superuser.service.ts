import { configError } from '../../platform/config/config.errors.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { isEmailAddress } from '../../platform/mail/email-address.ts';
import { NO_ORIGIN, type Accounts } from './accounts.ts';
import { readEmail } from './emails.rules.ts';
import { hashPassword } from './passwords.ts';
import { isPassword } from './passwords.rules.ts';
import { createUser } from './sign-up.service.ts';
import { findUserByEmail } from './users.repository.ts';

/** Throws `config.unfit` unless the settings can be an account. */
const checkSettings = ({ email, password }: { readonly email: string; readonly password: string }): void => {
  const problems: string[] = [];
  if (!isEmailAddress(email.trim())) problems.push('FIRST_SUPERUSER must be an e-mail address');
  if (!isPassword(password)) problems.push('FIRST_SUPERUSER_PASSWORD must have 8 to 128 characters');
  if (problems.length > 0) throw configError('config.unfit', { problems: problems.join('; ') });
};

/**
 * Makes the admin that the settings name when there is no such user. One that is there keeps its password and its role.
 * Throws `config.unfit`.
 */
export const ensureFirstSuperuser = async (
  { db }: Pick<Accounts, 'db'>,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> => {
  checkSettings({ email, password });
  const address = readEmail(email);
  if ((await findUserByEmail(db, address)) !== null) return;
  const passwordHash = await hashPassword(password);
  const user = { email: address, passwordHash, fullName: null, role: 'admin' } as const;
  await db
    .transaction((tx) => createUser(tx, user, { madeBy: null, origin: NO_ORIGIN }))
    .catch((error: unknown) => {
      // Another process that starts at the same time was quicker.
      if (!(error instanceof PixmillError && error.code === 'user.exists')) throw error;
    });
};
