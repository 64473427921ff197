import type { UserRow } from '../../library/accounts.schema.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Accounts } from './accounts.ts';
import { userError } from './user.errors.ts';
import { findUser } from './users.repository.ts';
import { assertSelfOrAdmin } from './users.rules.ts';

/** A user for themselves or an admin. Throws `user.not_found`. */
export const readUser = async (
  { db }: Pick<Accounts, 'db'>,
  principal: Principal,
  userId: string,
): Promise<UserRow> => {
  assertSelfOrAdmin(principal, userId);
  const user = await findUser(db, userId);
  if (user === null) throw userError('user.not_found');
  return user;
};
