import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { refreshTokens, sessions, users } from '../../library/accounts.schema.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { onFirstUse } from '../../platform/database/on-first-use.ts';

/** The user of a session, as far as a login is concerned. */
export type SessionUser = Pick<typeof users.$inferSelect, 'email' | 'role' | 'isActive' | 'tokensValidFrom'> &
  Pick<typeof sessions.$inferSelect, 'userId' | 'revokedAt'> & {
    readonly sessionId: string;
    readonly sessionCreatedAt: Date;
  };

/**
 * Makes the reader of the users of sessions; sessions that are gone are left out. Every request asks it, so the statement
 * is made once.
 */
export const prepareSessionUsers = (
  db: Queryable,
): ((sessionIds: readonly string[]) => Promise<ReadonlyMap<string, SessionUser>>) => {
  const statement = onFirstUse(() =>
    db
      .select({
        sessionId: sessions.id,
        userId: users.id,
        email: users.email,
        role: users.role,
        isActive: users.isActive,
        tokensValidFrom: users.tokensValidFrom,
        sessionCreatedAt: sessions.createdAt,
        revokedAt: sessions.revokedAt,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(sql`${sessions.id} = any(${sql.placeholder('sessionIds')}::uuid[])`)
      .prepare('session_users'),
  );
  return async (sessionIds) => {
    const rows = await statement().execute({ sessionIds });
    return new Map(rows.map((row) => [row.sessionId, row]));
  };
};

export const insertSession = async (tx: Transaction, row: typeof sessions.$inferInsert): Promise<void> => {
  await tx.insert(sessions).values(row);
};

export const insertRefreshToken = async (tx: Transaction, row: typeof refreshTokens.$inferInsert): Promise<void> => {
  await tx.insert(refreshTokens).values(row);
};

/** A refresh token with its session and user, the session locked; `null` when nobody knows it. */
export const lockRefreshToken = async (tx: Transaction, hash: string) => {
  const [row] = await tx
    .select({ token: refreshTokens, session: sessions, user: users })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(refreshTokens.hash, hash))
    .for('update', { of: [sessions, refreshTokens] });
  return row ?? null;
};

/** Marks a refresh token as used, and lets its session live on. */
export const useRefreshToken = async (
  tx: Transaction,
  { hash, sessionId, expiresAt }: { hash: string; sessionId: string; expiresAt: Date },
): Promise<void> => {
  await tx
    .update(refreshTokens)
    .set({ usedAt: sql`now()` })
    .where(eq(refreshTokens.hash, hash));
  await tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, sessionId));
};

/** Ends a session and returns whose it was; `null` when it had ended already. */
export const revokeSession = async (tx: Transaction, sessionId: string): Promise<string | null> => {
  const revoked = await tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ userId: sessions.userId });
  return revoked[0]?.userId ?? null;
};

/** Ends all sessions of a user. */
export const revokeSessionsOf = async (tx: Transaction, userId: string): Promise<void> => {
  await tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
};

/** Removes sessions of a user that have been over for a while, so that logins do not pile up for ever. */
export const deleteOldSessions = async (tx: Transaction, userId: string, before: Date): Promise<void> => {
  await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), or(lt(sessions.expiresAt, before), lt(sessions.revokedAt, before))));
};

/** Removes used tokens that are so old that nobody would try them any more. */
export const deleteOldRefreshTokens = async (tx: Transaction, sessionId: string, before: Date): Promise<void> => {
  await tx.delete(refreshTokens).where(and(eq(refreshTokens.sessionId, sessionId), lt(refreshTokens.usedAt, before)));
};
