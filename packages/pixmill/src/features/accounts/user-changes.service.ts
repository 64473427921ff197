import { recordActivity } from '../../library/activity.repository.ts';
import type { UserRow } from '../../library/accounts.schema.ts';
import { enqueueRemovals } from '../../library/removal.jobs.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { Principal, UserRole } from '../../platform/http/principal.ts';
import type { Accounts, Origin } from './accounts.ts';
import { LOCAL_ADMIN, readEmail } from './emails.rules.ts';
import { hashPassword } from './passwords.ts';
import { endLogins, setPassword } from './passwords.service.ts';
import { userError } from './user.errors.ts';
import { actsAsAdmin, assertSelfOrAdmin } from './users.rules.ts';
import { hasOtherAdmin, lockUser, lockUsers, updateUser } from './users.repository.ts';
import { markUser } from './removed-users.repository.ts';

/** What may be changed of a user; what is not named stays as it is. */
export type UserChanges = {
  readonly email?: string;
  readonly fullName?: string | null;
  readonly role?: UserRole;
  readonly isActive?: boolean;
  readonly password?: string;
};

/** Throws unless whoever asks may make these changes to this user. */
const assertMayChange = (principal: Principal, user: UserRow, changes: UserChanges): void => {
  const isAdmin = actsAsAdmin(principal);
  const changesRights =
    (changes.role !== undefined && changes.role !== user.role) ||
    (changes.isActive !== undefined && changes.isActive !== user.isActive);
  if (!isAdmin && (changesRights || changes.password !== undefined)) throw userError('user.admin_only');
  if (changes.password !== undefined && principal.userId === user.id) throw userError('user.own_password');
  // Whoever has the address has the account, by a link to a new password.
  const changesEmail = changes.email !== undefined && changes.email !== user.email;
  if (changesEmail && principal.via === 'api-key' && !isAdmin) throw userError('user.needs_login');
};

/** Throws `user.last_admin` when nobody could look after the installation without this user. */
const assertAdminStays = async (tx: Transaction, user: UserRow): Promise<void> => {
  if (user.role !== 'admin' || !user.isActive) return;
  // Of two admins that go at once, one waits until the other is gone.
  await lockUsers(tx);
  if (!(await hasOtherAdmin(tx, user.id))) throw userError('user.last_admin');
};

/**
 * Changes a user: themselves, or anybody by an admin. Throws `user.not_found`, `user.bad_email`, `user.exists`,
 * `user.admin_only`, `user.own_password`, `user.needs_login`, `user.last_admin`, `user.local_admin`.
 */
export const changeUser = async (
  { db }: Pick<Accounts, 'db'>,
  principal: Principal,
  {
    userId,
    changes: given,
    origin,
  }: { readonly userId: string; readonly changes: UserChanges; readonly origin: Origin },
): Promise<UserRow> => {
  assertSelfOrAdmin(principal, userId);
  if (userId === LOCAL_ADMIN.id) throw userError('user.local_admin');
  const { password, ...rest } = given;
  const changes = rest.email === undefined ? rest : { ...rest, email: readEmail(rest.email) };
  const isAllowedPassword = password !== undefined && actsAsAdmin(principal) && principal.userId !== userId;
  const passwordHash = isAllowedPassword ? await hashPassword(password) : null;
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user === null) throw userError('user.not_found');
    assertMayChange(principal, user, given);
    const losesRights = changes.role === 'user' || changes.isActive === false;
    if (losesRights) await assertAdminStays(tx, user);
    if (passwordHash !== null) await setPassword(tx, userId, passwordHash);
    if (changes.isActive === false && user.isActive) await endLogins(tx, userId);
    const changed = await updateUser(tx, userId, changes);
    if (changed === null) throw userError('user.not_found');
    await recordActivity(tx, {
      userId: principal.userId,
      action: 'update',
      resourceType: 'user',
      resourceId: userId,
      detail: { changed: Object.keys(given).toSorted() },
      address: origin.address,
      requestId: origin.requestId,
    });
    return changed;
  });
};

/**
 * Deletes a user with all that is theirs: themselves, or anybody by an admin; an admin never itself. At once nobody sees
 * them or anything of theirs, their address is free, and their logins and keys are refused; what there was goes in the
 * background. Throws `user.not_found`, `user.own_deletion`, `user.needs_login`, `user.local_admin`.
 */
export const removeUser = async (
  { db, queue }: Pick<Accounts, 'db' | 'queue'>,
  principal: Principal,
  { userId, origin }: { readonly userId: string; readonly origin: Origin },
): Promise<void> => {
  assertSelfOrAdmin(principal, userId);
  if (principal.via === 'api-key' && !actsAsAdmin(principal)) throw userError('user.needs_login');
  if (principal.userId === userId && principal.role === 'admin') throw userError('user.own_deletion');
  if (userId === LOCAL_ADMIN.id) throw userError('user.local_admin');
  await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user === null) throw userError('user.not_found');
    await assertAdminStays(tx, user);
    await markUser(tx, user);
    await enqueueRemovals(tx, queue, [{ kind: 'user', id: userId }]);
    await recordActivity(tx, {
      userId: principal.userId,
      action: 'delete',
      resourceType: 'user',
      resourceId: userId,
      detail: { email: user.email },
      address: origin.address,
      requestId: origin.requestId,
    });
  });
};
