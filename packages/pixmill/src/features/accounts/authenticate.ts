import type { FastifyRequest } from 'fastify';
import type { Authenticate } from '../../platform/http/access.ts';
import { SCOPES, type Principal } from '../../platform/http/principal.ts';
import { verifyAccessToken } from './access-tokens.ts';
import type { Accounts } from './accounts.ts';
import { authError } from './auth.errors.ts';
import { findSessionUser } from './sessions.repository.ts';

/** Finds the user of an API key; `null` when the key is not valid. */
export type ApiKeyPrincipal = (key: string) => Promise<Principal | null>;

/** The token of `Authorization: Bearer …`; `null` without the header. Throws `auth.bad_scheme`. */
export const bearerToken = (request: FastifyRequest): string | null => {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) throw authError('auth.bad_scheme');
  return token;
};

/** The user of an access token of ours, as it is now. Throws `auth.bad_token`, `auth.expired`, `auth.revoked`, `auth.disabled`. */
export const sessionPrincipal = async (accounts: Accounts, token: string): Promise<Principal> => {
  const claims = await verifyAccessToken(accounts, token);
  const row = await findSessionUser(accounts.db, claims);
  if (row === null || row.revokedAt !== null || row.sessionCreatedAt < row.tokensValidFrom || !row.isActive) {
    throw authError('auth.revoked');
  }
  return {
    userId: row.userId,
    email: row.email,
    role: row.role,
    via: 'session',
    scopes: SCOPES,
    sessionId: claims.sessionId,
    apiKeyId: null,
    rateLimit: null,
  };
};

/**
 * Makes the function that finds out who makes a request: by an access token, or by an API key. Nothing is remembered
 * between requests, so that what is revoked stops working at once.
 */
export const createAuthenticate =
  (accounts: Accounts, { apiKeyPrincipal }: { readonly apiKeyPrincipal?: ApiKeyPrincipal } = {}): Authenticate =>
  async (request) => {
    const token = bearerToken(request);
    if (token !== null) return sessionPrincipal(accounts, token);
    const key = request.headers['x-api-key'];
    if (key === undefined) return null;
    const principal = typeof key === 'string' ? await apiKeyPrincipal?.(key) : null;
    if (principal === null || principal === undefined) throw authError('auth.bad_key');
    return principal;
  };
