import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { refreshTokens, users } from '../../library/accounts.schema.ts';
import { activity } from '../../library/service.schema.ts';
import { call, logIn, PASSWORD, someEmail, whileUserIsHeld } from './accounts.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const isLetIn = async (token: string): Promise<number> =>
  (await call(api, 'GET /users/me', { as: { headers: { authorization: `Bearer ${token}` } } })).status;

describe('sign-up', () => {
  test('it answers with the user and a login, and keeps neither password nor tokens', async () => {
    const email = someEmail();
    const { status, body } = await call(api, 'POST /auth/signup', {
      body: { email: ` ${email} `, password: PASSWORD, full_name: 'Ada Lovelace' },
    });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ email, full_name: 'Ada Lovelace', is_active: true });
    expect(Object.keys(body.session).toSorted()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
    expect(body.session).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
    expect(await isLetIn(body.session.access_token)).toBe(200);
    const [row] = await db().select().from(users).where(eq(users.id, body.user.id));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const tokens = await db().select().from(refreshTokens);
    expect(JSON.stringify(tokens)).not.toContain(body.session.refresh_token);
  });

  test.each([
    ['an address without a host', { email: 'ada', password: PASSWORD }, 'email'],
    [
      'an address of 255 characters',
      {
        email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(11)}`,
        password: PASSWORD,
      },
      'e-mail address',
    ],
    ['two addresses', { email: 'a@example.com,b@example.com', password: PASSWORD }, 'email'],
    ['a line break in the address', { email: 'a@example.com\nbcc: b@example.com', password: PASSWORD }, 'email'],
    ['U+0000 in the address', { email: 'a\u0000@example.com', password: PASSWORD }, 'email'],
    ['U+0000 in the name', { email: 'a@example.com', password: PASSWORD, full_name: 'a\u0000' }, 'full_name'],
    ['a password of 7 characters', { email: 'a@example.com', password: '1234567' }, 'password'],
    ['a password of 129 characters', { email: 'a@example.com', password: 'x'.repeat(129) }, 'password'],
    ['a role that nobody gave', { email: 'a@example.com', password: PASSWORD, role: 'admin' }, 'role'],
    ['nothing', {}, 'email'],
  ])('%s is refused with 422', async (_, given, field) => {
    const { status, body } = await call(api, 'POST /auth/signup', { body: given });
    expect(status).toBe(422);
    expect(JSON.stringify(body.detail)).toContain(field);
  });

  test('an address is one address in other letters, and the second sign-up is a 409', async () => {
    const { email } = await signUp(api);
    const { status, body } = await call(api, 'POST /auth/signup', {
      body: { email: email.toUpperCase(), password: PASSWORD },
    });
    expect([status, body.code]).toEqual([409, 'user.exists']);
  });

  test('of many sign-ups with one address at once, one is an account and none is a fault', async () => {
    const body = { email: someEmail(), password: PASSWORD };
    const all = await Promise.all(Array.from({ length: 8 }, () => call(api, 'POST /auth/signup', { body })));
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 409),
    ]);
  });
});

describe('the first user', () => {
  test('of many that sign up first at once, exactly one is an admin', async () => {
    const fresh = await startTestApi();
    try {
      const signedUp = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          n % 2 === 0
            ? call(fresh, 'POST /auth/signup', { body: { email: someEmail(), password: PASSWORD } })
            : call(fresh, 'POST /users/signup', { body: { email: someEmail(), password: PASSWORD } }),
        ),
      );
      const roles = signedUp.map(({ body }) => (body.user ?? body).role);
      expect(roles.toSorted((a, b) => a.localeCompare(b))).toEqual([
        'admin',
        ...Array.from({ length: 11 }, () => 'user'),
      ]);
    } finally {
      await fresh.close();
    }
  });
});

describe('login', () => {
  test('an address in other letters, with blanks around it and a slash after the path, is the same account', async () => {
    const { email, password } = await signUp(api);
    const { status, body } = await call(api, 'POST /auth/login/', {
      body: { email: ` ${email.toUpperCase()} `, password },
    });
    expect(status).toBe(200);
    expect(await isLetIn(body.access_token)).toBe(200);
  });

  test('the same password in other code points is the same password', async () => {
    const email = someEmail();
    await call(api, 'POST /auth/signup', { body: { email, password: 'Z\u00fcrichsee' } });
    const { status } = await call(api, 'POST /auth/login', { body: { email, password: 'Zu\u0308richsee' } });
    expect(status).toBe(200);
  });

  test('a wrong password and an unknown address get one and the same answer', async () => {
    const { email } = await signUp(api);
    const wrong = await call(api, 'POST /auth/login', { body: { email, password: 'something else' } });
    const unknown = await call(api, 'POST /auth/login', { body: { email: someEmail(), password: PASSWORD } });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' });
  });

  test('a disabled account is told so only with the right password', async () => {
    const { email, userId } = await signUp(api);
    await db().update(users).set({ isActive: false }).where(eq(users.id, userId));
    const right = await call(api, 'POST /auth/login', { body: { email, password: PASSWORD } });
    const wrong = await call(api, 'POST /auth/login', { body: { email, password: 'something else' } });
    expect([right.status, wrong.status]).toEqual([403, 401]);
  });

  test.each([
    ['changed', `password_hash = 'another'`, 401],
    ['disabled', 'is_active = false', 403],
  ])('an account that is %s while its login is looked at is not let in', async (_, change, status) => {
    const { email, userId } = await signUp(api);
    const login = await whileUserIsHeld(api, { userId, count: 1, change }, () =>
      call(api, 'POST /auth/login', { body: { email, password: PASSWORD } }),
    );
    expect(login.status).toBe(status);
  });

  test('the form of OAuth2 clients works, and JSON is not read there', async () => {
    const { email, userId } = await signUp(api);
    const form = { grant_type: 'password', username: email, password: PASSWORD, scope: '', audience: 'not known' };
    const { status, body } = await call(api, 'POST /login/access-token', { form });
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['access_token', 'token_type']);
    const user = await call(api, 'POST /login/test-token', {
      as: { headers: { authorization: `bearer ${body.access_token}` } },
    });
    expect(user).toMatchObject({ status: 200, body: { id: userId, email } });
    expect((await call(api, 'POST /login/access-token', { body: form })).status).toBe(415);
    const wrong = await call(api, 'POST /login/access-token', { form: { ...form, password: 'something else' } });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'auth.wrong_credentials']);
    expect((await call(api, 'POST /login/access-token', { form: { username: email } })).status).toBe(422);
  });

  test('sign-up, login and logout stand in the activity with where they came from', async () => {
    const { email, userId } = await signUp(api);
    const tokens = await logIn(api, email);
    await call(api, 'POST /auth/logout', { as: tokens });
    const rows = await db().select().from(activity).where(eq(activity.userId, userId)).orderBy(activity.id);
    expect(rows.map(({ action, address }) => [action, address])).toEqual([
      ['signup', '127.0.0.1'],
      ['login', '127.0.0.1'],
      ['logout', '127.0.0.1'],
    ]);
  });
});
