import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { sessions, users } from '../../library/accounts.schema.ts';
import { openSecretKey } from '../../platform/config/secret-key.ts';
import { call } from './accounts.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const isLetIn = async (token: string): Promise<number> =>
  (await call(api, 'GET /users/me', { as: { headers: { authorization: `Bearer ${token}` } } })).status;

describe('an access token', () => {
  const signed = async (
    claims: Record<string, unknown>,
    { alg = 'HS256', key }: { alg?: string; key?: Uint8Array } = {},
  ): Promise<string> =>
    new SignJWT({ iss: 'pixmill', jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg, typ: 'JWT' })
      .sign(key ?? (await openSecretKey(api.pixmill.settings)));
  const now = () => Math.floor(Date.now() / 1000);
  const sessionOf = async (userId: string) => {
    const [session] = await db().select().from(sessions).where(eq(sessions.userId, userId));
    return { sub: userId, sid: session?.id, iat: now(), exp: now() + 60 };
  };

  test('one that is signed right is let in, so that the next tests say something', async () => {
    const { userId } = await signUp(api);
    expect(await isLetIn(await signed(await sessionOf(userId)))).toBe(200);
  });

  test('one that was let in is refused when it has expired, and when its session has ended', async () => {
    const { userId } = await signUp(api);
    const claims = await sessionOf(userId);
    const [short, long] = [await signed({ ...claims, exp: now() + 2 }), await signed(claims)];
    expect([await isLetIn(short), await isLetIn(long)]).toEqual([200, 200]);
    await vi.waitFor(async () => expect(await isLetIn(short)).toBe(401), { timeout: 5000, interval: 100 });
    expect(await isLetIn(long)).toBe(200);
    await db().update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.userId, userId));
    expect(await isLetIn(long)).toBe(401);
  });

  test('one that has expired is a 401 that says so', async () => {
    const { userId } = await signUp(api);
    const token = await signed({ ...(await sessionOf(userId)), exp: now() - 1 });
    const { status, body, headers } = await call(api, 'GET /users/me', {
      as: { headers: { authorization: `Bearer ${token}` } },
    });
    expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'auth.expired', 'Bearer']);
  });

  test('one of another key, of another algorithm, of no algorithm or of another issuer is refused', async () => {
    const { userId } = await signUp(api);
    const claims = await sessionOf(userId);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims, iss: 'pixmill' })}.`;
    const [head = '', , tail = ''] = (await signed(claims)).split('.');
    const tokens = [
      await signed(claims, { key: new Uint8Array(48).fill(7) }),
      await signed(claims, { alg: 'HS512' }),
      unsigned,
      `${head}.${part({ ...claims, iss: 'pixmill', sub: randomUUID() })}.${tail}`,
      await signed({ ...claims, iss: 'somebody else' }),
      await signed({ ...claims, exp: undefined }),
      await signed({ ...claims, sid: undefined }),
      await signed({ ...claims, sid: "' or true --" }),
      await signed({ ...claims, sid: randomUUID() }),
      'x',
      'a.b.c',
      'é',
    ];
    expect(await Promise.all(tokens.map(isLetIn))).toEqual(tokens.map(() => 401));
  });

  test('one for the session of another user is refused', async () => {
    const [one, other] = [await signUp(api), await signUp(api)];
    const { sid } = await sessionOf(other.userId);
    expect(await isLetIn(await signed({ ...(await sessionOf(one.userId)), sid }))).toBe(401);
  });

  test('it stops working with the next request when its user is disabled or deleted', async () => {
    const [disabled, deleted] = [await signUp(api), await signUp(api)];
    await db().update(users).set({ isActive: false }).where(eq(users.id, disabled.userId));
    await db().delete(users).where(eq(users.id, deleted.userId));
    const after = [
      await call(api, 'GET /users/me', { as: disabled }),
      await call(api, 'GET /users/me', { as: deleted }),
    ];
    expect(after.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'auth.revoked'],
      [401, 'auth.revoked'],
    ]);
  });

  test('it stops working when its user’s tokens are valid from a later moment only', async () => {
    const user = await signUp(api);
    await db()
      .update(users)
      .set({ tokensValidFrom: new Date(Date.now() + 1000) })
      .where(eq(users.id, user.userId));
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'token'])('the header "%s" is refused', async (authorization) => {
    const { status, headers } = await call(api, 'GET /users/me', { as: { headers: { authorization } } });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('without any the answer is a 401 that says what to send', async () => {
    const { status, body } = await call(api, 'GET /users/me');
    expect([status, body.code]).toEqual([401, 'http.unauthenticated']);
  });
});
