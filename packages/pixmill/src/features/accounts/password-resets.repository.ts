import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { passwordResets, users } from '../../library/accounts.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

export const insertReset = async (tx: Transaction, row: typeof passwordResets.$inferInsert): Promise<void> => {
  await tx.insert(passwordResets).values(row);
};

/** Makes every link of a user useless. */
export const deleteResetsOf = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.delete(passwordResets).where(eq(passwordResets.userId, userId));
};

/** Whether a user got a link that is valid for longer than until this moment. */
export const hasResetUntil = async (tx: Transaction, userId: string, until: Date): Promise<boolean> => {
  const found = await tx
    .select({ hash: passwordResets.hash })
    .from(passwordResets)
    .where(and(eq(passwordResets.userId, userId), gt(passwordResets.expiresAt, until)))
    .limit(1);
  return found.length > 0;
};

/** The active user of a link that still works; `null` when it does not. */
export const findUserOfReset = async (db: Queryable, hash: string) => {
  const [row] = await db
    .select({ id: users.id, email: users.email })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(
      and(
        eq(passwordResets.hash, hash),
        isNull(passwordResets.usedAt),
        gt(passwordResets.expiresAt, sql`now()`),
        eq(users.isActive, true),
      ),
    );
  return row ?? null;
};
