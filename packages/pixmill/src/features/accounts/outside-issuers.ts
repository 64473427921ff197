import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import type { Settings } from '../../platform/config/settings.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { authError } from './auth.errors.ts';

/** Settings about issuers besides this installation. */
export type IssuerSettings = Pick<
  Settings,
  'jwtJwksUrl' | 'jwtIssuer' | 'jwtAudience' | 'supabaseUrl' | 'supabaseJwtSecret'
>;

/** Somebody else whose tokens are let in. */
export type OutsideIssuer = {
  /** Whether a token claims to be of this one; nothing of it is believed yet. */
  readonly claims: (header: { readonly alg?: string }, payload: JWTPayload) => boolean;
  /** What a token says, after its signature, issuer, audience and times were checked. Throws errors of jose. */
  readonly verify: (token: string) => Promise<JWTPayload>;
  /** Stands for the issuer where its tokens name none. */
  readonly name: string;
};

/**
 * Public keys sign with these only. A shared secret is never tried with a public key, nor the other way round: which
 * algorithms a key may be used with is said by the settings, not by the token.
 */
const PUBLIC_KEY_ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

/** Clocks differ a little. */
const CLOCK_TOLERANCE_SECONDS = 5;

const issuerOf = ({
  name,
  issuer,
  audience,
  algorithms,
  key,
}: {
  readonly name: string;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  readonly algorithms: readonly string[];
  readonly key: JWTVerifyGetKey | Uint8Array;
}): OutsideIssuer => {
  const options: JWTVerifyOptions = {
    algorithms: [...algorithms],
    requiredClaims: ['sub', 'exp'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };
  return {
    name,
    claims: ({ alg }, { iss }) => algorithms.includes(alg ?? '') && (issuer === undefined || iss === issuer),
    verify: async (token) => {
      const { payload } =
        typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
      return payload;
    },
  };
};

/** The key of a token among an issuer's public ones. Throws `auth.issuer_unreachable` when they cannot be read. */
const publicKeys = (url: string): JWTVerifyGetKey => {
  const find = createRemoteJWKSet(new URL(url));
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      const isFaultOfToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      throw isFaultOfToken ? error : authError('auth.issuer_unreachable', {}, { cause: error });
    }
  };
};

/** The issuers that the settings name; the first that a token claims to be of decides about it. */
export const openOutsideIssuers = (settings: IssuerSettings): readonly OutsideIssuer[] => {
  const { jwtJwksUrl, jwtIssuer, jwtAudience, supabaseUrl, supabaseJwtSecret } = settings;
  const issuers: OutsideIssuer[] = [];
  const supabaseIssuer = supabaseUrl === undefined ? undefined : `${supabaseUrl}/auth/v1`;
  const supabase = { name: supabaseIssuer ?? 'supabase', issuer: supabaseIssuer, audience: 'authenticated' };
  if (supabaseJwtSecret !== undefined) {
    issuers.push(issuerOf({ ...supabase, algorithms: ['HS256'], key: Buffer.from(supabaseJwtSecret) }));
  }
  if (supabaseIssuer !== undefined) {
    const key = publicKeys(`${supabaseIssuer}/.well-known/jwks.json`);
    issuers.push(issuerOf({ ...supabase, algorithms: PUBLIC_KEY_ALGORITHMS, key }));
  }
  if (jwtJwksUrl !== undefined) {
    const given = { name: jwtJwksUrl, issuer: jwtIssuer, audience: jwtAudience };
    issuers.push(issuerOf({ ...given, algorithms: PUBLIC_KEY_ALGORITHMS, key: publicKeys(jwtJwksUrl) }));
  }
  return issuers;
};

/** Checks a token that is not ours. Throws `auth.bad_token`, `auth.expired`, `auth.issuer_unreachable`. */
export const verifyOutsideToken = async (
  issuers: readonly OutsideIssuer[],
  token: string,
): Promise<{ readonly issuer: OutsideIssuer; readonly payload: JWTPayload }> => {
  try {
    const header = decodeProtectedHeader(token);
    const claimed = decodeJwt(token);
    const issuer = issuers.find(({ claims }) => claims(header, claimed));
    if (issuer === undefined) throw authError('auth.bad_token');
    return { issuer, payload: await issuer.verify(token) };
  } catch (error) {
    if (error instanceof PixmillError) throw error;
    const code = error instanceof errors.JWTExpired ? 'auth.expired' : 'auth.bad_token';
    throw authError(code, {}, { cause: error });
  }
};
