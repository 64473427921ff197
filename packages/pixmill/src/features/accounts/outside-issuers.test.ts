import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { json, reply, startHttpServer, type HttpServer } from '../../../test/http-server.ts';
import { identities, users } from '../../library/accounts.schema.ts';
import { call, someEmail } from './accounts.fixture.ts';

const SUPABASE_SECRET = 'a secret of more than thirty-two characters';
const ISSUER = 'https://issuer.example/';

let keys: HttpServer;
let api: TestApi;
let pair: { privateKey: CryptoKey; publicKey: CryptoKey };
let stranger: { privateKey: CryptoKey };
let isDown = false;
beforeAll(async () => {
  pair = await generateKeyPair('RS256', { extractable: true });
  stranger = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', use: 'sig' };
  const answer = json({ keys: [jwk] });
  keys = await startHttpServer({
    '/jwks.json': answer,
    '/auth/v1/.well-known/jwks.json': (...args) => (isDown ? reply('', { status: 500 })(...args) : answer(...args)),
  });
  api = await startTestApi({
    JWT_JWKS_URL: `${keys.origin}/jwks.json`,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: 'pixmill',
    SUPABASE_URL: keys.origin,
    SUPABASE_JWT_SECRET: SUPABASE_SECRET,
  });
  await signUp(api);
});
afterAll(async () => {
  await api.close();
  await keys.close();
});

const db = () => api.pixmill.database.db;
const now = () => Math.floor(Date.now() / 1000);
const claimsOf = (given: Record<string, unknown> = {}): JWTPayload => ({
  iss: ISSUER,
  aud: 'pixmill',
  sub: randomUUID(),
  email: someEmail(),
  iat: now(),
  exp: now() + 60,
  ...given,
});
const signed = (
  claims: JWTPayload,
  {
    alg = 'RS256',
    key = pair.privateKey,
    kid = 'one',
  }: { alg?: string; key?: CryptoKey | Uint8Array; kid?: string } = {},
) => new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
const me = (token: string) => call(api, 'GET /users/me', { as: { headers: { authorization: `Bearer ${token}` } } });
const supabaseClaims = (given: Record<string, unknown> = {}) =>
  claimsOf({ iss: `${keys.origin}/auth/v1`, aud: 'authenticated', role: 'authenticated', ...given });
const supabaseKey = Buffer.from(SUPABASE_SECRET);

describe('an issuer with public keys', () => {
  test('its user is made on first sight and known from then on, without a password', async () => {
    const claims = claimsOf({ name: 'Ada Lovelace' });
    const first = await me(await signed(claims));
    expect(first).toMatchObject({
      status: 200,
      body: { email: claims['email'], full_name: 'Ada Lovelace', role: 'user' },
    });
    const again = await me(await signed({ ...claims, email: someEmail(), jti: 'another' }));
    expect(again.body).toEqual(first.body);
    const password = await call(api, 'PATCH /users/me/password', {
      as: { headers: { authorization: `Bearer ${await signed(claims)}` } },
      body: { current_password: '', new_password: 'another good one' },
    });
    expect([password.status, password.body.code]).toEqual([400, 'user.no_password']);
  });

  test('of many first requests at once one makes the user', async () => {
    for (let round = 0; round < 8; round++) {
      const token = await signed(claimsOf());
      const all = await Promise.all(Array.from({ length: 12 }, () => me(token)));
      expect(new Set(all.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(all[0]?.status).toBe(200);
    }
  });

  test('an address that an account has already does not let in to that account', async () => {
    const { email, userId } = await signUp(api);
    const claims = claimsOf({ email: email.toUpperCase(), email_verified: true });
    const { status, body } = await me(await signed(claims));
    expect([status, body.code]).toEqual([403, 'auth.address_taken']);
    expect(await db().select().from(identities).where(eq(identities.userId, userId))).toEqual([]);
  });

  test('without an address, or with one that is not verified, the user has one that is nobody’s', async () => {
    for (const given of [{ email: undefined }, { email_verified: false }, { email: 'no address' }]) {
      const { status, body } = await me(await signed(claimsOf(given)));
      expect([status, body.email]).toEqual([200, expect.stringMatching(/^[0-9a-f]{32}@users\.pixmill\.invalid$/)]);
    }
  });

  test('text of its tokens that cannot be kept is no fault', async () => {
    expect((await me(await signed(claimsOf({ name: 'a\u0000b' })))).body.full_name).toBe('a b');
    expect((await me(await signed(claimsOf({ sub: 'a\u0000b' })))).status).toBe(401);
    expect((await me(await signed(claimsOf({ sub: '' })))).status).toBe(401);
    expect((await me(await signed(claimsOf({ sub: 'x'.repeat(501) })))).status).toBe(401);
  });

  test('a token that is expired, foreign, too early or of somebody else is refused', async () => {
    const bad = [
      await signed(claimsOf({ exp: now() - 60 })),
      await signed(claimsOf({ exp: undefined })),
      await signed(claimsOf({ nbf: now() + 60 })),
      await signed(claimsOf({ iss: 'https://other.example/' })),
      await signed(claimsOf({ iss: undefined })),
      await signed(claimsOf({ aud: 'another service' })),
      await signed(claimsOf({ aud: undefined })),
      await signed(claimsOf({ sub: undefined })),
      await signed(claimsOf(), { key: stranger.privateKey }),
      await signed(claimsOf(), { kid: 'unknown' }),
      await signed(claimsOf({ iss: 'pixmill', sid: randomUUID() })),
    ];
    const answers = await Promise.all(bad.map(me));
    expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 401));
    expect(answers[0]?.body.code).toBe('auth.expired');
  });

  test('neither `none` nor the public key as a shared secret signs anything', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const pem = Buffer.from(await exportSPKI(pair.publicKey));
    const bad = [
      `${part({ alg: 'none' })}.${part(claimsOf())}.`,
      `${part({ alg: 'none', kid: 'one' })}.${part(claimsOf())}.`,
      await signed(claimsOf(), { alg: 'HS256', key: pem }),
      await signed(claimsOf(), { alg: 'HS256', key: supabaseKey }),
      await signed(supabaseClaims(), { alg: 'HS256', key: pem }),
    ];
    expect((await Promise.all(bad.map(me))).map(({ status }) => status)).toEqual(bad.map(() => 401));
  });

  test('a user who is disabled here is out at once, and tokens of before stay out', async () => {
    const claims = claimsOf();
    const token = await signed(claims);
    const { body } = await me(token);
    await db().update(users).set({ isActive: false }).where(eq(users.id, body.id));
    expect((await me(token)).status).toBe(401);
    const later = new Date(Date.now() + 5000);
    await db().update(users).set({ isActive: true, tokensValidFrom: later }).where(eq(users.id, body.id));
    expect((await me(token)).status).toBe(401);
    expect((await me(await signed({ ...claims, iat: now() + 10 }))).status).toBe(200);
  });

  test('our own logins go on beside it', async () => {
    const user = await signUp(api);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(200);
  });
});

describe('Supabase', () => {
  test('a token of its secret and one of its keys let in the same user', async () => {
    const claims = supabaseClaims({ user_metadata: { full_name: 'Grace Hopper' } });
    const bySecret = await me(await signed(claims, { alg: 'HS256', key: supabaseKey }));
    expect(bySecret).toMatchObject({ status: 200, body: { full_name: 'Grace Hopper' } });
    expect((await me(await signed(claims))).body.id).toBe(bySecret.body.id);
  });

  test('its public `anon` key is no login', async () => {
    const anon = await signed(
      { iss: 'supabase', ref: 'project', role: 'anon', iat: now(), exp: now() + 60 },
      { alg: 'HS256', key: supabaseKey },
    );
    expect((await me(anon)).status).toBe(401);
    const withoutSubject = supabaseClaims({ sub: undefined });
    expect((await me(await signed(withoutSubject, { alg: 'HS256', key: supabaseKey }))).status).toBe(401);
  });
});

test('keys that cannot be read are a 503 that may be tried again, and then work', async () => {
  isDown = true;
  const fresh = await startTestApi({ SUPABASE_URL: keys.origin });
  try {
    const token = await signed(supabaseClaims());
    const ask = () => call(fresh, 'GET /users/me', { as: { headers: { authorization: `Bearer ${token}` } } });
    const { status, body, headers } = await ask();
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'auth.issuer_unreachable', '1']);
    isDown = false;
    // The first user of this installation, so an admin.
    expect(await ask()).toMatchObject({ status: 200, body: { role: 'admin' } });
  } finally {
    isDown = false;
    await fresh.close();
  }
});
