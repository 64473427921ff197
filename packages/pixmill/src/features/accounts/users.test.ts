import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { users } from '../../library/accounts.schema.ts';
import { createProject } from '../../library/projects.repository.ts';
import { projects } from '../../library/schema.ts';
import { call, logIn, PASSWORD, someEmail } from './accounts.fixture.ts';
import { LOCAL_ADMIN } from './emails.rules.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
const newUser = { full_name: null, role: 'user', is_active: true, is_superuser: false };

describe('oneself', () => {
  test.each(['/users/me', '/auth/profile'] as const)('%s shows and changes what is named only', async (path) => {
    const user = await signUp(api);
    const shown = await call(api, `GET ${path}`, { as: user });
    expect(shown).toMatchObject({ status: 200, body: { ...newUser, id: user.userId, email: user.email } });
    expect(Object.keys(shown.body)).not.toContain('password_hash');
    const named = await call(api, `PATCH ${path}`, { as: user, body: { full_name: 'Ada' } });
    expect(named).toMatchObject({ status: 200, body: { full_name: 'Ada', email: user.email } });
    const email = someEmail();
    const moved = await call(api, `PATCH ${path}`, { as: user, body: { email: ` ${email} ` } });
    expect(moved).toMatchObject({ status: 200, body: { full_name: 'Ada', email } });
    expect((await call(api, `PATCH ${path}`, { as: user, body: { full_name: null } })).body.full_name).toBeNull();
    expect((await call(api, `PATCH ${path}`, { as: user, body: { role: 'admin' } })).status).toBe(422);
  });

  test('an address that somebody else has is a 409, in other letters too, and the own one is not', async () => {
    const [user, other] = [await signUp(api), await signUp(api)];
    const taken = await call(api, 'PATCH /users/me', { as: user, body: { email: other.email.toUpperCase() } });
    expect([taken.status, taken.body.code]).toEqual([409, 'user.exists']);
    const own = await call(api, 'PATCH /users/me', { as: user, body: { email: user.email.toUpperCase() } });
    expect([own.status, own.body.email]).toEqual([200, user.email.toUpperCase()]);
    const local = await call(api, 'PATCH /users/me', { as: user, body: { email: LOCAL_ADMIN.email } });
    expect(local.status).toBe(409);
  });

  test('of two that take one address at once, one gets it and the other a 409', async () => {
    const all = [await signUp(api), await signUp(api), await signUp(api)];
    const email = someEmail();
    const changed = await Promise.all(all.map((as) => call(api, 'PATCH /users/me', { as, body: { email } })));
    expect(changed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  test('a new password ends every login of before, this one too, and only the new one is right', async () => {
    const user = await signUp(api);
    const other = await logIn(api, user.email);
    const body = { current_password: PASSWORD, new_password: 'another good one' };
    expect((await call(api, 'PATCH /users/me/password', { as: user, body })).status).toBe(200);
    const after = await Promise.all([
      call(api, 'GET /users/me', { as: user }),
      call(api, 'GET /users/me', { as: other }),
      call(api, 'POST /auth/refresh', { body: { refresh_token: other.refresh_token } }),
      call(api, 'POST /auth/login', { body: { email: user.email, password: PASSWORD } }),
    ]);
    expect(after.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    const fresh = await logIn(api, user.email, 'another good one');
    expect((await call(api, 'GET /users/me', { as: fresh })).status).toBe(200);
  });

  test('a wrong current password, the same password and a short one change nothing', async () => {
    const user = await signUp(api);
    const change = (current_password: string, new_password: string) =>
      call(api, 'PATCH /users/me/password', { as: user, body: { current_password, new_password } });
    const wrong = await change('something else', 'another good one');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'user.wrong_password']);
    expect((await change(PASSWORD, PASSWORD)).body.code).toBe('user.same_password');
    expect((await change(PASSWORD, 'short')).status).toBe(422);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(200);
  });

  test('guessing the current password with a stolen token is slowed down', async () => {
    const user = await signUp(api);
    const guess = () =>
      call(api, 'PATCH /users/me/password', {
        as: user,
        body: { current_password: 'a guess', new_password: 'another good one' },
      });
    const statuses: number[] = [];
    for (let n = 0; n < 11; n++) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
  });

  test('a user deletes itself with all that is theirs, and is nobody at once', async () => {
    const user = await signUp(api);
    const projectId = await createProject(db(), { name: randomUUID(), directory: null });
    await db().update(projects).set({ ownerId: user.userId }).where(eq(projects.id, projectId));
    const { status, body } = await call(api, 'DELETE /users/me', { as: user });
    expect([status, body]).toEqual([204, null]);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
    expect(await db().$count(projects, and(eq(projects.id, projectId), isNull(projects.removedAt)))).toBe(0);
    expect((await call(api, 'POST /auth/signup', { body: { email: user.email, password: PASSWORD } })).status).toBe(
      201,
    );
  });

  test('an admin cannot delete itself, under either name', async () => {
    const other = await signUp(api, { admin: true });
    const [me, byId] = [
      await call(api, 'DELETE /users/me', { as: other }),
      await call(api, `DELETE /users/${other.userId}`, { as: other }),
    ];
    expect([me.status, me.body.code, byId.status]).toEqual([403, 'user.own_deletion', 403]);
  });
});

describe('users by id', () => {
  test('others are not there for a user, whatever is asked, and neither are those that do not exist', async () => {
    const [user, other] = [await signUp(api), await signUp(api)];
    for (const id of [other.userId, randomUUID()]) {
      const answers = await Promise.all([
        call(api, `GET /users/${id}`, { as: user }),
        call(api, `PUT /users/${id}`, { as: user, body: { full_name: 'x' } }),
        call(api, `PATCH /users/${id}`, { as: user, body: { full_name: 'x' } }),
        call(api, `DELETE /users/${id}`, { as: user }),
      ]);
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        answers.map(() => [404, 'user.not_found']),
      );
    }
    expect((await call(api, `GET /users/${randomUUID()}`, { as: admin })).status).toBe(404);
    expect((await call(api, 'GET /users/not-an-id', { as: admin })).status).toBe(422);
  });

  test('a user changes its own name and address, and nothing that only an admin gives', async () => {
    const user = await signUp(api);
    const line = `PATCH /users/${user.userId}` as const;
    expect((await call(api, line, { as: user, body: { full_name: 'Ada' } })).body.full_name).toBe('Ada');
    for (const body of [
      { role: 'admin' },
      { is_superuser: true },
      { is_active: false },
      { password: 'another good one' },
    ]) {
      const { status, body: answer } = await call(api, line, { as: user, body });
      expect([status, answer.code]).toEqual([403, 'user.admin_only']);
    }
    const whole = { email: user.email, full_name: 'Lovelace', role: 'user', is_active: true };
    const put = await call(api, `PUT /users/${user.userId}`, { as: user, body: whole });
    expect(put).toMatchObject({ status: 200, body: { ...whole, id: user.userId } });
  });

  test('an admin gives and takes rights, and they count with the next request', async () => {
    const user = await signUp(api);
    const line = `PATCH /users/${user.userId}` as const;
    expect((await call(api, 'GET /users', { as: user })).status).toBe(403);
    const raised = await call(api, line, { as: admin, body: { is_superuser: true } });
    expect(raised.body).toMatchObject({ role: 'admin', is_superuser: true });
    expect((await call(api, 'GET /users', { as: user })).status).toBe(200);
    await call(api, line, { as: admin, body: { role: 'user' } });
    expect((await call(api, 'GET /users', { as: user })).status).toBe(403);
    const both = await call(api, line, { as: admin, body: { role: 'user', is_superuser: true } });
    expect([both.status, both.body.code]).toEqual([422, 'user.contradicting_role']);
  });

  test('a disabled user is out at once, and enabled again gets in by a new login only', async () => {
    const user = await signUp(api);
    const line = `PATCH /users/${user.userId}` as const;
    await call(api, line, { as: admin, body: { is_active: false } });
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
    await call(api, line, { as: admin, body: { is_active: true } });
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
    expect((await call(api, 'GET /users/me', { as: await logIn(api, user.email) })).status).toBe(200);
  });

  test('an admin sets the password of others, not its own this way', async () => {
    const user = await signUp(api);
    const body = { password: 'another good one' };
    expect((await call(api, `PATCH /users/${user.userId}`, { as: admin, body })).status).toBe(200);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
    await logIn(api, user.email, 'another good one');
    const own = await call(api, `PATCH /users/${admin.userId}`, { as: admin, body });
    expect([own.status, own.body.code]).toEqual([403, 'user.own_password']);
  });

  test('an admin deletes others, whose tokens stop at once', async () => {
    const user = await signUp(api);
    expect((await call(api, `DELETE /users/${user.userId}`, { as: admin })).status).toBe(204);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(401);
    expect((await call(api, `DELETE /users/${user.userId}`, { as: admin })).status).toBe(404);
  });

  test('an installation keeps an admin: the last one can neither resign nor be disabled, nor two at once', async () => {
    const fresh = await startTestApi();
    try {
      const [one, two] = [await signUp(fresh), await signUp(fresh, { admin: true })];
      const demote = (as: TestUser) => call(fresh, `PATCH /users/${as.userId}`, { as, body: { role: 'user' } });
      const all = fresh.pixmill.database.db;
      let last = one;
      for (let round = 0; round < 12; round++) {
        await all.update(users).set({ role: 'admin' });
        const both = await Promise.all([demote(one), demote(two)]);
        expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
        last = both[0]?.status === 200 ? two : one;
      }
      const disabled = await call(fresh, `PATCH /users/${last.userId}`, { as: last, body: { is_active: false } });
      expect([disabled.status, disabled.body.code]).toEqual([400, 'user.last_admin']);
    } finally {
      await fresh.close();
    }
  });

  test('of two admins that delete each other at once, one stays', async () => {
    const fresh = await startTestApi();
    try {
      const [one, two] = [await signUp(fresh), await signUp(fresh, { admin: true })];
      await Promise.all([
        call(fresh, `DELETE /users/${one.userId}`, { as: two }),
        call(fresh, `DELETE /users/${two.userId}`, { as: one }),
      ]);
      const left = await fresh.pixmill.database.db.select().from(users).where(isNull(users.removedAt));
      expect(left.map(({ role }) => role)).toEqual(['admin']);
    } finally {
      await fresh.close();
    }
  });
});

describe('making and listing users', () => {
  test('an admin makes users of any kind, a user none', async () => {
    const given = { email: someEmail(), password: PASSWORD, full_name: 'Ada', is_superuser: true, is_active: false };
    const made = await call(api, 'POST /users', { as: admin, body: given });
    expect(made).toMatchObject({ status: 201, body: { full_name: 'Ada', role: 'admin', is_active: false } });
    expect((await call(api, 'POST /users', { as: admin, body: given })).status).toBe(409);
    const plain = await call(api, 'POST /users', { as: admin, body: { email: someEmail(), password: PASSWORD } });
    expect(plain).toMatchObject({ status: 201, body: newUser });
    const user = await signUp(api);
    const refused = await call(api, 'POST /users', { as: user, body: { email: someEmail(), password: PASSWORD } });
    expect([refused.status, refused.body.code]).toEqual([403, 'http.forbidden']);
  });

  test('anybody makes an account of their own, which is no admin', async () => {
    const email = someEmail();
    const made = await call(api, 'POST /users/signup', { body: { email, password: PASSWORD } });
    expect(made).toMatchObject({ status: 201, body: { ...newUser, email } });
    await logIn(api, email);
  });

  test('in a local environment tests make accounts without mail', async () => {
    const email = someEmail();
    const body = { email, password: PASSWORD, full_name: 'Ada', is_verified: false };
    expect(await call(api, 'POST /private/users', { body })).toMatchObject({ status: 201, body: { email } });
    await logIn(api, email);
  });

  test('pages of all users follow each other by number and by cursor', async () => {
    for (let n = 0; n < 3; n++) await signUp(api);
    const first = (await call(api, 'GET /users?limit=2', { as: admin })).body;
    const total = await db().$count(users, isNull(users.removedAt));
    expect(first).toMatchObject({ total, page: 1, limit: 2, pages: Math.ceil(total / 2) });
    const second = (await call(api, 'GET /users?limit=2&page=2', { as: admin })).body;
    const next = (await call(api, `GET /users?limit=2&cursor=${first.next_cursor}`, { as: admin })).body;
    expect(next.items).toEqual(second.items);
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    const oldest = (await call(api, 'GET /users?limit=1&order=asc', { as: admin })).body;
    expect(oldest.items[0].id).toBe(admin.userId);
    expect((await call(api, 'GET /users?limit=101', { as: admin })).status).toBe(422);
    expect((await call(api, 'GET /users?page=1000000000', { as: admin })).body.items).toEqual([]);
  });
});
