import { v7 as uuidv7 } from 'uuid';
import { recordActivity } from '../../library/activity.repository.ts';
import type { UserRow } from '../../library/accounts.schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { signAccessToken } from './access-tokens.ts';
import type { Accounts, AccountSettings, Origin } from './accounts.ts';
import { authError } from './auth.errors.ts';
import { hashToken, newSecretToken } from './secret-tokens.ts';
import {
  deleteOldRefreshTokens,
  deleteOldSessions,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  revokeSession,
  useRefreshToken,
} from './sessions.repository.ts';

/** What a login gives, as it is sent. */
export type Tokens = {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Until when a session may be refreshed; its access tokens do not outlive it. */
const sessionEnd = (settings: AccountSettings, now: Date): Date =>
  new Date(
    now.getTime() + Math.max(settings.refreshTokenExpireDays * DAY_MS, settings.accessTokenExpireMinutes * MINUTE_MS),
  );

const tokensOf = async (
  accounts: Pick<Accounts, 'settings' | 'secretKey'>,
  { userId, sessionId, refreshToken }: { userId: string; sessionId: string; refreshToken: string },
  now: Date,
): Promise<Tokens> => ({
  access_token: await signAccessToken(accounts, { userId, sessionId }, now),
  refresh_token: refreshToken,
  token_type: 'bearer',
  expires_in: accounts.settings.accessTokenExpireMinutes * 60,
});

/** Opens a session of a user in the caller's transaction. */
export const openSession = async (
  tx: Transaction,
  accounts: Pick<Accounts, 'settings' | 'secretKey'>,
  { user, origin }: { readonly user: Pick<UserRow, 'id'>; readonly origin: Origin },
): Promise<Tokens> => {
  const now = new Date();
  const sessionId = uuidv7();
  const refreshToken = newSecretToken();
  await deleteOldSessions(tx, user.id, new Date(now.getTime() - DAY_MS));
  await insertSession(tx, {
    id: sessionId,
    userId: user.id,
    address: origin.address,
    userAgent: origin.userAgent,
    expiresAt: sessionEnd(accounts.settings, now),
  });
  await insertRefreshToken(tx, { hash: hashToken(refreshToken), sessionId });
  return tokensOf(accounts, { userId: user.id, sessionId, refreshToken }, now);
};

/**
 * Trades a refresh token for new tokens. One that was used before was stolen, or stolen from: the whole family ends.
 * Throws `auth.bad_refresh_token`, `auth.disabled`.
 */
export const refreshSession = async (
  { db, ...accounts }: Accounts,
  { refreshToken, origin }: { readonly refreshToken: string; readonly origin: Origin },
): Promise<Tokens> => {
  const now = new Date();
  const hash = hashToken(refreshToken);
  const outcome = await db.transaction(async (tx) => {
    const found = await lockRefreshToken(tx, hash);
    if (found === null) return 'refused';
    const { token, session, user } = found;
    if (token.usedAt !== null) {
      if ((await revokeSession(tx, session.id)) !== null) {
        await recordActivity(tx, {
          userId: user.id,
          action: 'session_revoked',
          resourceType: 'session',
          resourceId: session.id,
          detail: { reason: 'a refresh token was used twice' },
          address: origin.address,
          requestId: origin.requestId,
        });
      }
      return 'refused';
    }
    if (session.revokedAt !== null || session.expiresAt <= now || session.createdAt < user.tokensValidFrom) {
      return 'refused';
    }
    if (!user.isActive) return 'disabled';
    const next = newSecretToken();
    await useRefreshToken(tx, { hash, sessionId: session.id, expiresAt: sessionEnd(accounts.settings, now) });
    await insertRefreshToken(tx, { hash: hashToken(next), sessionId: session.id });
    const before = new Date(now.getTime() - accounts.settings.refreshTokenExpireDays * DAY_MS);
    await deleteOldRefreshTokens(tx, session.id, before);
    return tokensOf(accounts, { userId: user.id, sessionId: session.id, refreshToken: next }, now);
  });
  if (outcome === 'refused') throw authError('auth.bad_refresh_token');
  if (outcome === 'disabled') throw authError('auth.disabled');
  return outcome;
};

/** Ends the session of an access token, of a refresh token, or of both. Ending one twice changes nothing. */
export const logOut = async (
  { db }: Pick<Accounts, 'db'>,
  {
    sessionId,
    refreshToken,
    origin,
  }: { readonly sessionId: string | null; readonly refreshToken: string | null; readonly origin: Origin },
): Promise<void> => {
  await db.transaction(async (tx) => {
    const found = refreshToken === null ? null : await lockRefreshToken(tx, hashToken(refreshToken));
    const ids = new Set([found?.session.id ?? null, sessionId].filter((id) => id !== null));
    for (const id of [...ids].toSorted()) {
      const userId = await revokeSession(tx, id);
      if (userId === null) continue;
      await recordActivity(tx, {
        userId,
        action: 'logout',
        resourceType: 'session',
        resourceId: id,
        address: origin.address,
        requestId: origin.requestId,
      });
    }
  });
};
