import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
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

/** Reads an access token of ours: one algorithm, our issuer, not expired. Throws `auth.bad_token`, `auth.expired`. */
export const verifyAccessToken = async ({ secretKey, settings }: Signing, token: string): Promise<AccessClaims> => {
  const { payload } = await jwtVerify(token, secretKey, {
    algorithms: [settings.algorithm],
    issuer: OWN_ISSUER,
    requiredClaims: ['sub', 'sid', 'iat', 'exp'],
  }).catch((error: unknown) => {
    throw authError(error instanceof errors.JWTExpired ? 'auth.expired' : 'auth.bad_token', {}, { cause: error });
  });
  const { sub: userId, sid: sessionId } = payload;
  if (typeof userId !== 'string' || typeof sessionId !== 'string' || !UUID.test(userId) || !UUID.test(sessionId)) {
    throw authError('auth.bad_token');
  }
  return { userId, sessionId };
};
