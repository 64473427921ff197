import { and, eq, sql } from 'drizzle-orm';
import { identities, users, type UserRow } from '../../library/accounts.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';

type Key = { readonly issuer: string; readonly subject: string };

/** The user of somebody whom an outside issuer knows; `null` when they come for the first time. */
export const findUserOfIdentity = async (db: Queryable, { issuer, subject }: Key): Promise<UserRow | null> => {
  const [row] = await db
    .select({ user: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return row?.user ?? null;
};

/** Waits until no other transaction makes the same user. */
export const lockIdentity = async (tx: Transaction, { issuer, subject }: Key): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${issuer}\n${subject}`}, 0))`);
};

export const insertIdentity = async (tx: Transaction, row: typeof identities.$inferInsert): Promise<void> => {
  await tx.insert(identities).values(row);
};
