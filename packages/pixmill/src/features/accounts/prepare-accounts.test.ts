import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { users } from '../../library/accounts.schema.ts';
import type { Environment } from '../../platform/config/load-settings.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { openSecretKey } from '../../platform/config/secret-key.ts';
import { call, logIn, PASSWORD, someEmail } from './accounts.fixture.ts';
import { LOCAL_ADMIN } from './emails.rules.ts';
import { prepareAccounts } from './prepare-accounts.ts';

const withApi = async (environment: Environment, work: (api: TestApi) => Promise<void>): Promise<void> => {
  const api = await startTestApi(environment);
  try {
    await work(api);
  } finally {
    await api.close();
  }
};
/** What keeps the service from starting. */
const refusal = async (environment: Environment): Promise<string> => {
  const error: unknown = await withApi(environment, async () => {}).catch((thrown: unknown) => thrown);
  return error instanceof PixmillError ? `${error.code}: ${error.message}` : String(error);
};

describe('SIGNUP=closed', () => {
  test('nobody signs up, and admins make accounts', () =>
    withApi(
      { SIGNUP: 'closed', FIRST_SUPERUSER: 'admin@example.com', FIRST_SUPERUSER_PASSWORD: PASSWORD },
      async (api) => {
        const body = { email: someEmail(), password: PASSWORD };
        const answers = [
          await call(api, 'POST /auth/signup', { body }),
          await call(api, 'POST /users/signup', { body }),
        ];
        expect(answers.map(({ status, body: answer }) => [status, answer.code])).toEqual([
          [403, 'user.signup_closed'],
          [403, 'user.signup_closed'],
        ]);
        const admin = await logIn(api, 'admin@example.com');
        expect((await call(api, 'POST /users', { as: admin, body })).status).toBe(201);
        await logIn(api, body.email);
      },
    ));

  test('nobody is the first either: the answer tells how to make the first admin', () =>
    withApi({ SIGNUP: 'closed' }, async (api) => {
      const { status, body } = await call(api, 'POST /auth/signup', {
        body: { email: someEmail(), password: PASSWORD },
      });
      expect([status, body.code]).toEqual([403, 'user.no_admin_yet']);
      expect(body.detail).toMatch(/`pixmill users create EMAIL --admin`.*FIRST_SUPERUSER/);
      expect(await api.pixmill.database.db.$count(users)).toBe(0);
    }));
});

describe('FIRST_SUPERUSER', () => {
  test('it is an admin from the start, once, and keeps the password that it chose', () =>
    withApi({ FIRST_SUPERUSER: ' Admin@Example.com', FIRST_SUPERUSER_PASSWORD: PASSWORD }, async (api) => {
      const admin = await logIn(api, 'admin@example.com');
      const me = await call(api, 'GET /users/me', { as: admin });
      expect(me.body).toMatchObject({ email: 'Admin@Example.com', role: 'admin' });
      expect(
        (await call(api, 'POST /users/signup', { body: { email: someEmail(), password: PASSWORD } })).body.role,
      ).toBe('user');
      const { db } = api.pixmill.database;
      const change = { current_password: PASSWORD, new_password: 'another good one' };
      await call(api, 'PATCH /users/me/password', { as: admin, body: change });
      await Promise.all(Array.from({ length: 4 }, () => prepareAccounts({ db }, api.pixmill.settings)));
      await logIn(api, 'admin@example.com', 'another good one');
      expect(await db.$count(users)).toBe(2);
    }));

  test('processes that start at once make it once', () =>
    withApi({}, async (api) => {
      const { db } = api.pixmill.database;
      const settings = { auth: false, firstSuperuser: 'admin@example.com', firstSuperuserPassword: PASSWORD };
      await Promise.all(Array.from({ length: 6 }, () => prepareAccounts({ db }, settings)));
      expect(await db.$count(users)).toBe(2);
    }));

  test('what cannot be an account keeps the service from starting and shows no password', async () => {
    const bad = await refusal({ FIRST_SUPERUSER: 'admin', FIRST_SUPERUSER_PASSWORD: 'geheim' });
    expect(bad).toMatch(/FIRST_SUPERUSER must be an e-mail address; FIRST_SUPERUSER_PASSWORD must have 8/);
    expect(bad).not.toContain('geheim');
  });
});

describe('AUTH=off', () => {
  test('every request is the local admin, whatever it carries, and what it makes is the admin’s', () =>
    withApi({ AUTH: 'off' }, async (api) => {
      for (const headers of [{}, { authorization: 'Bearer x.y.z' }, { 'x-api-key': 'x' }]) {
        const { status, body } = await call(api, 'GET /users/me', { as: { headers } });
        expect([status, body.id, body.role]).toEqual([200, LOCAL_ADMIN.id, 'admin']);
      }
      expect((await call(api, 'GET /users')).body.total).toBe(1);
    }));

  test('the local admin can be neither changed, deleted nor logged in to, and is not the first user', () =>
    withApi({ AUTH: 'off' }, async (api) => {
      const answers = [
        await call(api, 'PATCH /users/me', { body: { full_name: 'x' } }),
        await call(api, 'DELETE /users/me'),
        await call(api, 'POST /auth/login', { body: { email: LOCAL_ADMIN.email, password: 'x' } }),
        await call(api, 'POST /auth/signup', { body: { email: LOCAL_ADMIN.email, password: PASSWORD } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([400, 403, 401, 409]);
      const first = await call(api, 'POST /auth/signup', { body: { email: someEmail(), password: PASSWORD } });
      expect(first.body.user.role).toBe('admin');
    }));

  test('it is refused on an address that other machines reach', async () => {
    expect(await refusal({ AUTH: 'off', HOST: '0.0.0.0' })).toMatch(
      /^config\.unfit: .*HOST must be a loopback address/,
    );
  });
});

describe('SECRET_KEY', () => {
  test('without one it is made once, for its owner only, and the same for all that start at once', () =>
    withApi({}, async (api) => {
      const { dataDirectory } = api.pixmill.settings;
      const path = join(dataDirectory, 'secret-key');
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const folder = join(dataDirectory, 'another');
      const made = await Promise.all(
        Array.from({ length: 8 }, () => openSecretKey({ secretKey: undefined, dataDirectory: folder })),
      );
      expect(new Set(made.map(String)).size).toBe(1);
      expect((await readFile(join(folder, 'secret-key'), 'utf8')).trim().length).toBeGreaterThanOrEqual(64);
    }));

  test('tokens of one process are good in another one with the same key, and not with another key', () =>
    withApi({ SECRET_KEY: 'a key that two processes share, of some length' }, async (api) => {
      const user = await signUp(api);
      const DATABASE_URL = api.pixmill.settings.databaseUrl;
      await withApi({ DATABASE_URL, SECRET_KEY: 'a key that two processes share, of some length' }, async (other) => {
        expect((await call(other, 'GET /users/me', { as: user })).status).toBe(200);
      });
      await withApi({ DATABASE_URL }, async (other) => {
        expect((await call(other, 'GET /users/me', { as: user })).status).toBe(401);
      });
    }));
});

test('outside of a local environment nobody makes users privately', () =>
  withApi({ ENVIRONMENT: 'staging' }, async (api) => {
    const { status } = await call(api, 'POST /private/users', { body: { email: someEmail(), password: PASSWORD } });
    expect(status).toBe(404);
  }));
