import type { UserRow } from '../../library/accounts.schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Accounts, Origin } from './accounts.ts';
import { authError } from './auth.errors.ts';
import { findUserOfIdentity, insertIdentity, lockIdentity } from './identities.repository.ts';
import type { Identity } from './identity.rules.ts';
import { createUser } from './sign-up.service.ts';

/**
 * The user of somebody whom an outside issuer knows, made on first sight; of many requests that come first at once, one
 * makes it. An account that has the address already is left alone: whoever made it need not be who the issuer means.
 * Throws `auth.address_taken`.
 */
export const userOfIdentity = async (
  { db }: Pick<Accounts, 'db'>,
  identity: Identity,
  origin: Origin,
): Promise<UserRow> => {
  const known = await findUserOfIdentity(db, identity);
  if (known !== null) return known;
  return db.transaction(async (tx) => {
    await lockIdentity(tx, identity);
    const made = await findUserOfIdentity(tx, identity);
    if (made !== null) return made;
    const { email, fullName, issuer, subject } = identity;
    const user = await createUser(
      tx,
      // The first token is older than its user.
      { email, fullName, passwordHash: null, role: 'first-is-admin', tokensValidFrom: new Date(0) },
      { madeBy: null, origin },
    ).catch((error: unknown) => {
      throw error instanceof PixmillError && error.code === 'user.exists' ? authError('auth.address_taken') : error;
    });
    await insertIdentity(tx, { issuer, subject, userId: user.id });
    return user;
  });
};
