import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { gatherReads } from '../../platform/database/gather-reads.ts';
import type { Authenticate } from '../../platform/http/access.ts';
import { SCOPES, type Principal } from '../../platform/http/principal.ts';
import { createAccessTokenReader, OWN_ISSUER } from './access-tokens.ts';
import { originOf, type Accounts, type Origin } from './accounts.ts';
import { authError } from './auth.errors.ts';
import { readIdentity } from './identity.rules.ts';
import { userOfIdentity } from './identity.service.ts';
import { LOCAL_PRINCIPAL } from './local-admin.service.ts';
import { verifyOutsideToken, type OutsideIssuer } from './outside-issuers.ts';
import { prepareSessionUsers } from './sessions.repository.ts';

/** Finds the user of an API key; `null` when the key is not valid. */
export type ApiKeyPrincipal = (key: string) => Promise<Principal | null>;

/** The token of `Authorization: Bearer …`; `null` without the header. Throws `auth.bad_scheme`. */
const bearerToken = (request: FastifyRequest): string | null => {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) throw authError('auth.bad_scheme');
  return token;
};

/**
 * Makes the reader of the user of an access token of ours, as it is now. It throws `auth.bad_token`, `auth.expired`,
 * `auth.revoked`.
 */
const createSessionPrincipal = (accounts: Accounts): ((token: string) => Promise<Principal>) => {
  const readToken = createAccessTokenReader(accounts);
  const findUser = gatherReads(prepareSessionUsers(accounts.db));
  return async (token) => {
    const { sessionId, userId } = await readToken(token);
    const row = await findUser(sessionId);
    if (
      row?.userId !== userId ||
      row.revokedAt !== null ||
      row.sessionCreatedAt < row.tokensValidFrom ||
      !row.isActive
    ) {
      throw authError('auth.revoked');
    }
    return {
      userId,
      email: row.email,
      role: row.role,
      via: 'session',
      scopes: SCOPES,
      sessionId,
      apiKeyId: null,
      rateLimit: null,
    };
  };
};

/** The user of a token of an outside issuer, made on first sight. Throws `auth.*`. */
const issuerPrincipal = async (
  accounts: Accounts,
  { token, issuers, origin }: { token: string; issuers: readonly OutsideIssuer[]; origin: Origin },
): Promise<Principal> => {
  const { issuer, payload } = await verifyOutsideToken(issuers, token);
  const identity = readIdentity(payload, issuer.name);
  const user = await userOfIdentity(accounts, identity, origin);
  // Tokens tell their time in whole seconds.
  const validFrom = Math.floor(user.tokensValidFrom.getTime() / 1000);
  const isOld = identity.issuedAt !== null && identity.issuedAt.getTime() / 1000 < validFrom;
  if (!user.isActive || isOld) throw authError('auth.revoked');
  return {
    userId: user.id,
    email: user.email,
    role: user.role,
    via: 'issuer',
    scopes: SCOPES,
    sessionId: null,
    apiKeyId: null,
    rateLimit: null,
  };
};

/** Whether a token says that it is ours; then only our key decides about it. */
const isOurs = (token: string): boolean => {
  try {
    return decodeJwt(token).iss === OWN_ISSUER;
  } catch {
    return false;
  }
};

/**
 * Makes the function that finds out who makes a request: by an access token of ours or of an outside issuer, or by an API
 * key. Of sessions, users and keys nothing is remembered between requests, so that what is revoked stops working at once.
 */
export const createAuthenticate = (
  accounts: Accounts,
  {
    issuers = [],
    apiKeyPrincipal,
  }: { readonly issuers?: readonly OutsideIssuer[]; readonly apiKeyPrincipal?: ApiKeyPrincipal } = {},
): Authenticate => {
  const sessionPrincipal = createSessionPrincipal(accounts);
  return async (request) => {
    const token = bearerToken(request);
    if (token !== null) {
      if (issuers.length === 0 || isOurs(token)) return sessionPrincipal(token);
      return issuerPrincipal(accounts, { token, issuers, origin: originOf(request) });
    }
    const key = request.headers['x-api-key'];
    if (key === undefined) return null;
    const principal = typeof key === 'string' ? await apiKeyPrincipal?.(key) : null;
    if (principal === null || principal === undefined) throw authError('auth.bad_key');
    return principal;
  };
};

/** Makes the function for an installation without logins: every request is the local admin's. */
export const createOpenAuthenticate = (): Authenticate => async () => LOCAL_PRINCIPAL;
