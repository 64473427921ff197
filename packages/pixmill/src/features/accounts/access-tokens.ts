import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { authError } from './auth.errors.ts';
import type { Accounts } from './accounts.ts';

/** `iss` of our own tokens: tells them from those of an outside issuer before any key is tried. */
export const OWN_ISSUER = 'pixmill';

/** What an access token of ours says. */
export type AccessClaims = { readonly userId: string; readonly sessionId: string };

type Signing = Pick<Accounts, 'secretKey' | 'settings'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Makes the access token of a session. */
export const signAccessToken = (
  { secretKey, settings }: Signing,
  { userId, sessionId }: AccessClaims,
  now: Date,
): Promise<string> => {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: settings.algorithm, typ: 'JWT' })
    .setIssuer(OWN_ISSUER)
    .setSubject(userId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + settings.accessTokenExpireMinutes * 60)
    .sign(secretKey);
};

const MOST_REMEMBERED = 10_000;

/** Reads an access token of ours: one algorithm, our issuer, not expired. Throws `auth.bad_token`, `auth.expired`. */
export type ReadAccessToken = (token: string) => Promise<AccessClaims>;

/**
 * Makes the reader of our access tokens. What a good token says stays true until it expires, so its signature is checked
 * once; whether its session and its user still stand is not its business.
 */
export const createAccessTokenReader = (signing: Signing, now: () => number = Date.now): ReadAccessToken => {
  const remembered = new LRUCache<string, AccessClaims & { readonly expiresAt: number }>({ max: MOST_REMEMBERED });
  return async (token) => {
    const known = remembered.get(token);
    if (known !== undefined && now() < known.expiresAt) return known;
    const claims = await verify(signing, token, new Date(now()));
    remembered.set(token, claims);
    return claims;
  };
};

const verify = async (
  { secretKey, settings }: Signing,
  token: string,
  currentDate: Date,
): Promise<AccessClaims & { readonly expiresAt: number }> => {
  const { payload } = await jwtVerify(token, secretKey, {
    algorithms: [settings.algorithm],
    issuer: OWN_ISSUER,
    requiredClaims: ['sub', 'sid', 'iat', 'exp'],
    currentDate,
  }).catch((error: unknown) => {
    throw authError(error instanceof errors.JWTExpired ? 'auth.expired' : 'auth.bad_token', {}, { cause: error });
  });
  const { sub: userId, sid: sessionId, exp = 0 } = payload;
  if (typeof userId !== 'string' || typeof sessionId !== 'string' || !UUID.test(userId) || !UUID.test(sessionId)) {
    throw authError('auth.bad_token');
  }
  return { userId, sessionId, expiresAt: exp * 1000 };
};
