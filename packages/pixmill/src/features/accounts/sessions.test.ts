import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { sessions } from '../../library/accounts.schema.ts';
import { activity } from '../../library/service.schema.ts';
import { call, logIn } from './accounts.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const isLetIn = async (token: string): Promise<number> =>
  (await call(api, 'GET /users/me', { as: { headers: { authorization: `Bearer ${token}` } } })).status;

describe('refresh', () => {
  test('it gives new tokens that work, and the access token of before keeps working', async () => {
    const { email } = await signUp(api);
    const first = await logIn(api, email);
    const { status, body } = await call(api, 'POST /auth/refresh', { body: { refresh_token: first.refresh_token } });
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
    expect(body.refresh_token).not.toBe(first.refresh_token);
    expect([await isLetIn(body.access_token), await isLetIn(first.access_token)]).toEqual([200, 200]);
  });

  test('a token used twice ends its whole family at once, and no other login', async () => {
    const { email, userId } = await signUp(api);
    const stolen = await logIn(api, email);
    const other = await logIn(api, email);
    const refresh = (token: string) => call(api, 'POST /auth/refresh', { body: { refresh_token: token } });
    const thief = (await refresh(stolen.refresh_token)).body;
    const owner = await refresh(stolen.refresh_token);
    expect([owner.status, owner.body.code]).toEqual([401, 'auth.bad_refresh_token']);
    expect((await refresh(thief.refresh_token)).status).toBe(401);
    expect(await isLetIn(thief.access_token)).toBe(401);
    expect([await isLetIn(other.access_token), (await refresh(other.refresh_token)).status]).toEqual([200, 200]);
    const rows = await db().select().from(activity).where(eq(activity.userId, userId));
    expect(rows.filter(({ action }) => action === 'session_revoked')).toHaveLength(1);
  });

  test('of many refreshes with one token at once one gets new tokens, and the family ends', async () => {
    const { email } = await signUp(api);
    const { refresh_token } = await logIn(api, email);
    const all = await Promise.all(
      Array.from({ length: 6 }, () => call(api, 'POST /auth/refresh', { body: { refresh_token } })),
    );
    const won = all.filter(({ status }) => status === 200);
    expect([won.length, await isLetIn(won[0]?.body.access_token)]).toEqual([1, 401]);
  });

  test('a session that was not used for its time is over', async () => {
    const { email, userId } = await signUp(api);
    const { refresh_token } = await logIn(api, email);
    await db()
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.userId, userId));
    expect((await call(api, 'POST /auth/refresh', { body: { refresh_token } })).status).toBe(401);
  });

  test('a token that nobody made is refused', async () => {
    const { status } = await call(api, 'POST /auth/refresh', { body: { refresh_token: 'x'.repeat(43) } });
    expect(status).toBe(401);
  });
});

describe('logout', () => {
  test('the login ends at once, for both of its tokens, and other logins go on', async () => {
    const { email } = await signUp(api);
    const [one, other] = [await logIn(api, email), await logIn(api, email)];
    const { status, body } = await call(api, 'POST /auth/logout', { as: one });
    expect([status, body]).toEqual([204, null]);
    const refreshed = await call(api, 'POST /auth/refresh', { body: { refresh_token: one.refresh_token } });
    expect([await isLetIn(one.access_token), refreshed.status]).toEqual([401, 401]);
    expect(await isLetIn(other.access_token)).toBe(200);
  });

  test('the refresh token alone is enough, also beside an access token that is not valid any more', async () => {
    const { email } = await signUp(api);
    const tokens = await logIn(api, email);
    const { refresh_token } = tokens;
    const bad = { headers: { authorization: 'Bearer x.y.z' } };
    expect((await call(api, 'POST /auth/logout', { as: bad, body: { refresh_token } })).status).toBe(204);
    expect(await isLetIn(tokens.access_token)).toBe(401);
    expect((await call(api, 'POST /auth/logout', { body: { refresh_token } })).status).toBe(204);
  });

  test('nobody can log out nobody', async () => {
    expect((await call(api, 'POST /auth/logout')).status).toBe(401);
    expect((await call(api, 'POST /auth/logout', { body: {} })).status).toBe(401);
  });
});
