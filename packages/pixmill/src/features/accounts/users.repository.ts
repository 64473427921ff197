import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { users, type UserRow } from '../../library/accounts.schema.ts';
import { agePage, type AgePageQuery } from '../../library/id-pages.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { isUniqueViolation } from '../../platform/database/unique-violation.ts';
import { LOCAL_ADMIN } from './emails.rules.ts';
import { userError } from './user.errors.ts';

/** Users whom nobody has removed. */
const isThere = isNull(users.removedAt);

/** Serialises what depends on who else is there: the first sign-up, the last admin. Any number, only ours. */
const USERS_LOCK = 7_361_001;

/** Waits until no other transaction counts users, and holds that until the end of this one. */
export const lockUsers = async (tx: Transaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${USERS_LOCK})`);
};

/** Whether anybody has an account; the local admin of `AUTH=off` does not count. */
export const hasUsers = async (db: Queryable): Promise<boolean> => {
  const found = await db
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.id, LOCAL_ADMIN.id), isThere))
    .limit(1);
  return found.length > 0;
};

/** Whether there is an active admin besides this user. */
export const hasOtherAdmin = async (tx: Transaction, userId: string): Promise<boolean> => {
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.isActive, true), ne(users.id, userId), ne(users.id, LOCAL_ADMIN.id)))
    .limit(1);
  return found.length > 0;
};

/** The user with an address, without regard to case. */
export const findUserByEmail = async (db: Queryable, email: string): Promise<UserRow | null> => {
  const [row] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, sql`lower(${email})`));
  return row ?? null;
};

export const findUser = async (db: Queryable, id: string): Promise<UserRow | null> => {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, id), isThere));
  return row ?? null;
};

/**
 * The user, locked until the transaction ends; nobody who only refers to them waits for that. A job that ends while it
 * holds its own row tells its user so: whoever holds the user may wait for rows of jobs, and never the other way round.
 */
export const lockUser = async (tx: Transaction, id: string): Promise<UserRow | null> => {
  const [row] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, id), isThere))
    .for('no key update');
  return row ?? null;
};

/** Writes a new user; `null` when its address is taken. */
export const insertUser = async (tx: Transaction, row: typeof users.$inferInsert): Promise<UserRow | null> => {
  const [written] = await tx.insert(users).values(row).onConflictDoNothing().returning();
  return written ?? null;
};

/** Changes a user and returns it as it is then; `null` when it is gone. Throws `user.exists`. */
export const updateUser = async (
  tx: Transaction,
  id: string,
  changes: Omit<PgUpdateSetSource<typeof users>, 'id'>,
): Promise<UserRow | null> => {
  const [row] = await tx
    .update(users)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(eq(users.id, id))
    .returning()
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'users_email') ? userError('user.exists') : error;
    });
  return row ?? null;
};

/** A page of all users, and how many there are. */
export const listUsers = async (
  db: Queryable,
  query: AgePageQuery,
): Promise<{ readonly rows: readonly UserRow[]; readonly total: number }> => {
  const page = agePage(query, users.id, isThere);
  const total = await db.$count(users, isThere);
  const rows = await db
    .select()
    .from(users)
    .where(page.where)
    .orderBy(page.orderBy)
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total };
};

/** All users, the oldest first. */
export const findAllUsers = (db: Queryable): Promise<UserRow[]> =>
  db.select().from(users).where(isThere).orderBy(asc(users.id));
