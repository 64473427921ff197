import { and, eq, ne, sql } from 'drizzle-orm';
import { users, type UserRow } from '../../library/accounts.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { LOCAL_ADMIN } from './emails.rules.ts';

/** Serialises what depends on who else is there: the first sign-up, the last admin. Any number, only ours. */
const USERS_LOCK = 7_361_001;

/** Waits until no other transaction counts users, and holds that until the end of this one. */
export const lockUsers = async (tx: Transaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${USERS_LOCK})`);
};

/** Whether anybody has an account; the local admin of `AUTH=off` does not count. */
export const hasUsers = async (db: Queryable): Promise<boolean> => {
  const found = await db.select({ id: users.id }).from(users).where(ne(users.id, LOCAL_ADMIN.id)).limit(1);
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
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row ?? null;
};

/** The user, locked until the transaction ends. */
export const lockUser = async (tx: Transaction, id: string): Promise<UserRow | null> => {
  const [row] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  return row ?? null;
};

/** Writes a new user; `null` when its address is taken. */
export const insertUser = async (tx: Transaction, row: typeof users.$inferInsert): Promise<UserRow | null> => {
  const [written] = await tx.insert(users).values(row).onConflictDoNothing().returning();
  return written ?? null;
};

/** Changes a user and returns it as it is then; `null` when it is gone. */
export const updateUser = async (
  tx: Transaction,
  id: string,
  changes: Partial<typeof users.$inferInsert>,
): Promise<UserRow | null> => {
  const [row] = await tx
    .update(users)
    .set({ ...changes, updatedAt: sql`now()` })
    .where(eq(users.id, id))
    .returning();
  return row ?? null;
};

/** Deletes a user with everything that is theirs; tells whether it was there. */
export const deleteUser = async (tx: Transaction, id: string): Promise<boolean> => {
  const deleted = await tx.delete(users).where(eq(users.id, id)).returning({ id: users.id });
  return deleted.length > 0;
};
