import { asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { loginFailures } from '../../library/accounts.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

/** Rows of these subjects, made when missing and locked in one order until the transaction ends. */
export const lockFailures = async (tx: Transaction, subjects: readonly string[], now: Date) => {
  await tx
    .insert(loginFailures)
    .values(subjects.toSorted().map((subject) => ({ subject, failures: 0, lastAt: now })))
    .onConflictDoNothing();
  return tx
    .select()
    .from(loginFailures)
    .where(inArray(loginFailures.subject, [...subjects]))
    .orderBy(asc(loginFailures.subject))
    .for('update');
};

export const writeFailures = async (
  tx: Transaction,
  { subject, failures, lastAt }: { subject: string; failures: number; lastAt: Date },
): Promise<void> => {
  await tx.update(loginFailures).set({ failures, lastAt }).where(eq(loginFailures.subject, subject));
};

export const clearFailures = async (db: Queryable, subject: string): Promise<void> => {
  await db.delete(loginFailures).where(eq(loginFailures.subject, subject));
};

/** Takes one failure back. */
export const takeFailureBack = async (db: Queryable, subject: string): Promise<void> => {
  await db
    .update(loginFailures)
    .set({ failures: sql`greatest(0, ${loginFailures.failures} - 1)` })
    .where(eq(loginFailures.subject, subject));
};

/** Removes a few rows that are forgotten, so that made-up addresses do not fill the table. */
export const deleteForgottenFailures = async (tx: Transaction, before: Date): Promise<void> => {
  const some = tx
    .select({ subject: loginFailures.subject })
    .from(loginFailures)
    .where(lt(loginFailures.lastAt, before))
    .limit(20)
    .for('update', { skipLocked: true });
  await tx.delete(loginFailures).where(inArray(loginFailures.subject, some));
};
