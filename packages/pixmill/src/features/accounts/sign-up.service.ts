import { v7 as uuidv7 } from 'uuid';
import type { UserRow } from '../../library/accounts.schema.ts';
import { recordActivity } from '../../library/activity.repository.ts';
import type { Transaction } from '../../platform/database/database.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import { mailJob } from '../../platform/mail/mail.jobs.ts';
import type { UserRole } from '../../platform/http/principal.ts';
import type { Accounts, Origin } from './accounts.ts';
import { readEmail } from './emails.rules.ts';
import { hashPassword } from './passwords.ts';
import { openSession, type Tokens } from './sessions.service.ts';
import { userError } from './user.errors.ts';
import { hasUsers, insertUser, lockUsers } from './users.repository.ts';

/** A user to make. */
export type NewUser = {
  readonly email: string;
  /** Hash of its password; `null` for people of an outside issuer. */
  readonly passwordHash: string | null;
  readonly fullName: string | null;
  /** `first-is-admin`: an admin when nobody is there yet. */
  readonly role: UserRole | 'first-is-admin';
  readonly isActive?: boolean;
  /** Access tokens made before are refused; now, unless it is known better. */
  readonly tokensValidFrom?: Date;
};

/** What a person sends to get an account. */
export type SignUp = { readonly email: string; readonly password: string; readonly fullName: string | null };

/** Of two that sign up first at once, one waits until the other is there. */
const firstIsAdmin = async (tx: Transaction): Promise<UserRole> => {
  if (await hasUsers(tx)) return 'user';
  await lockUsers(tx);
  return (await hasUsers(tx)) ? 'user' : 'admin';
};

/** Writes a user and who made it. Throws `user.exists`. */
export const createUser = async (
  tx: Transaction,
  { role, ...user }: NewUser,
  { madeBy, origin }: { readonly madeBy: string | null; readonly origin: Origin },
): Promise<UserRow> => {
  const row = await insertUser(tx, {
    id: uuidv7(),
    ...user,
    role: role === 'first-is-admin' ? await firstIsAdmin(tx) : role,
  });
  if (row === null) throw userError('user.exists');
  await recordActivity(tx, {
    userId: madeBy ?? row.id,
    action: madeBy === null ? 'signup' : 'create',
    resourceType: 'user',
    resourceId: row.id,
    detail: { email: row.email, role: row.role },
    address: origin.address,
    requestId: origin.requestId,
  });
  return row;
};

/** Tells a person by mail that there is an account now, when the transaction commits. */
const welcome = (
  tx: Transaction,
  { queue, baseUrl }: Pick<Accounts, 'queue' | 'baseUrl'>,
  { email }: Pick<UserRow, 'email'>,
): Promise<void> =>
  queue.enqueue(tx, mailJob, [
    { payload: { template: 'new-account', to: email, values: { email, url: `${baseUrl}/login` } } },
  ]);

/**
 * Throws where only admins make accounts. That holds for the first account too, or whoever comes first would be the admin
 * of somebody else's installation: `user.no_admin_yet` tells how to make one.
 */
const assertSignupOpen = async ({ db, settings }: Pick<Accounts, 'db' | 'settings'>): Promise<void> => {
  if (settings.signup !== 'closed') return;
  throw userError((await hasUsers(db)) ? 'user.signup_closed' : 'user.no_admin_yet');
};

/** Makes an account in one transaction with what follows from it. */
const signUpWith = async <Result>(
  accounts: Accounts,
  { email, password, fullName, origin }: SignUp & { readonly origin: Origin },
  finish: (tx: Transaction, user: UserRow) => Promise<Result>,
): Promise<Result> => {
  await assertSignupOpen(accounts);
  const address = readEmail(email);
  const passwordHash = await hashPassword(password);
  return accounts.db.transaction(async (tx) => {
    const given = { email: address, passwordHash, fullName, role: 'first-is-admin' } as const;
    const user = await createUser(tx, given, { madeBy: null, origin });
    await welcome(tx, accounts, user);
    return finish(tx, user);
  });
};

/** Makes an account for whoever asks. Throws `user.signup_closed`, `user.no_admin_yet`, `user.bad_email`, `user.exists`, `auth.busy`. */
export const signUp = (accounts: Accounts, given: SignUp, origin: Origin): Promise<UserRow> =>
  signUpWith(accounts, { ...given, origin }, async (_, user) => user);

/** The same, and logs in. */
export const signUpAndLogIn = (
  accounts: Accounts,
  given: SignUp,
  origin: Origin,
): Promise<{ readonly user: UserRow; readonly session: Tokens }> =>
  signUpWith(accounts, { ...given, origin }, async (tx, user) => ({
    user,
    session: await openSession(tx, accounts, { user, origin }),
  }));

/** Makes an account for somebody else. Throws `user.bad_email`, `user.exists`, `auth.busy`. */
export const createUserAsAdmin = async (
  accounts: Pick<Accounts, 'db' | 'queue' | 'baseUrl'>,
  { email, password, ...given }: SignUp & { readonly role: UserRole; readonly isActive: boolean },
  by: { readonly madeBy: string; readonly origin: Origin },
  keep: KeepAnswer<UserRow>,
): Promise<UserRow> => {
  const address = readEmail(email);
  const passwordHash = await hashPassword(password);
  return accounts.db.transaction(async (tx) => {
    const user = await createUser(tx, { ...given, email: address, passwordHash }, by);
    await welcome(tx, accounts, user);
    await keep(tx, user);
    return user;
  });
};

/** Makes an account without mail and whether sign-up is open or not. The first one is an admin as everywhere. */
export const createUserPrivately = async (
  { db }: Pick<Accounts, 'db'>,
  { email, password, fullName }: SignUp,
  origin: Origin,
): Promise<UserRow> => {
  const address = readEmail(email);
  const passwordHash = await hashPassword(password);
  return db.transaction((tx) =>
    createUser(tx, { email: address, passwordHash, fullName, role: 'first-is-admin' }, { madeBy: null, origin }),
  );
};
