import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { apiKeys, users } from '../../library/accounts.schema.ts';

let api: TestApi;
let admin: TestUser;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMIT_USER: '100', RATE_LIMIT_API_KEY_MAX: '500' });
  admin = await signUp(api);
  user = await signUp(api);
});
afterAll(() => api.close());

type Login = { readonly headers: Readonly<Record<string, string>> };

const call = async (login: Login, method: string, path: string, body?: unknown) => {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { ...login.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
};

/** Makes a key, and what to log in with it. */
const makeKey = async (login: Login, given: Readonly<Record<string, unknown>> = {}) => {
  const { status, body } = await call(login, 'POST', '/api-keys', {
    name: 'test',
    scopes: ['read', 'write'],
    ...given,
  });
  return { status, body, id: String(body.id), headers: { 'x-api-key': String(body.key) } };
};
const statusOf = async (login: Login): Promise<number> => (await call(login, 'GET', '/notifications')).status;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a key', () => {
  test('is shown once, works at once, and is kept as a hash only', async () => {
    const { status, body, headers } = await makeKey(user, { name: 'Nightly', scopes: ['read'], rate_limit: 50 });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^pm_[A-Za-z0-9_-]{43}$/);
    expect(body).toMatchObject({
      user_id: user.userId,
      name: 'Nightly',
      scopes: ['read'],
      rate_limit: 50,
      expires_at: null,
      last_used_at: null,
      key_prefix: body.key.slice(0, 11),
    });
    const { body: seen } = await call({ headers }, 'GET', `/api-keys/${body.id}`);
    const { key, ...shown } = body;
    expect(seen).toEqual(shown);
    expect(JSON.stringify((await call(user, 'GET', '/api-keys')).body)).not.toContain(key.slice(11));
    const rows = await api.pixmill.database.pool.query('select * from api_keys where id = $1', [body.id]);
    expect(JSON.stringify(rows.rows)).not.toContain(key);
  });

  test('does what its scopes allow, and nothing else', async () => {
    const { headers } = await makeKey(user, { scopes: ['read'] });
    expect(await statusOf({ headers })).toBe(200);
    const refused = await call({ headers }, 'PATCH', '/notifications/read-all');
    expect(refused).toMatchObject({ status: 403, body: { code: 'http.missing_scope' } });
  });

  test('has a limit of requests of its own', async () => {
    const own = await call(await makeKey(user, { rate_limit: 7 }), 'GET', '/notifications');
    expect(own.headers.get('x-ratelimit-limit')).toBe('7');
    const common = await call(await makeKey(user), 'GET', '/notifications');
    expect(common.headers.get('x-ratelimit-limit')).toBe('100');
  });

  test('stops working at once when it is deleted, has expired, or its owner is disabled or gone', async () => {
    const { db } = api.pixmill.database;
    const deleted = await makeKey(user);
    expect((await call(user, 'DELETE', `/api-keys/${deleted.id}`)).status).toBe(204);
    expect(await statusOf(deleted)).toBe(401);

    const expired = await makeKey(user, { expires_at: inDays(1) });
    expect(await statusOf(expired)).toBe(200);
    await db.update(apiKeys).set({ expiresAt: new Date() }).where(eq(apiKeys.id, expired.id));
    expect(await statusOf(expired)).toBe(401);

    const owner = await signUp(api);
    const key = await makeKey(owner);
    await db.update(users).set({ isActive: false }).where(eq(users.id, owner.userId));
    expect(await statusOf(key)).toBe(401);
    await db.update(users).set({ isActive: true }).where(eq(users.id, owner.userId));
    expect(await statusOf(key)).toBe(200);
    await db.delete(users).where(eq(users.id, owner.userId));
    expect(await statusOf(key)).toBe(401);
  });

  test.each([
    '',
    'x',
    'pm_',
    `pm_${'a'.repeat(42)}`,
    `pm_${'a'.repeat(43)}`,
    `pm_${randomBytes(32).toString('hex')}`,
    'a'.repeat(5000),
  ])('%j is none', async (key) => {
    const answer = await call({ headers: { 'x-api-key': key } }, 'GET', '/notifications');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).not.toBeNull();
  });

  test('of an admin who is no admin any more allows no more than a user may', async () => {
    const former = await signUp(api, { admin: true });
    const key = await makeKey(former, { scopes: ['read', 'admin'] });
    const path = '/utils/test-email?email_to=a@b.c';
    expect((await call(key, 'POST', path)).status).toBe(201);
    await api.pixmill.database.db.update(users).set({ role: 'user' }).where(eq(users.id, former.userId));
    expect((await call(key, 'POST', path)).status).toBe(403);
  });
});

describe('nobody grants more than they have', () => {
  test('only admins make keys for admins', async () => {
    const refused = await makeKey(user, { scopes: ['read', 'admin'] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'api_key.admin_only' } });
    expect((await makeKey(admin, { scopes: ['admin'] })).status).toBe(201);
  });

  test('only admins grant more requests than is common', async () => {
    expect((await makeKey(user, { rate_limit: 500 })).status).toBe(201);
    const refused = await makeKey(user, { rate_limit: 501 });
    expect(refused).toMatchObject({ status: 403, body: { code: 'api_key.rate_limit_too_high' } });
    expect((await makeKey(admin, { rate_limit: 501 })).status).toBe(201);
  });

  test('a key makes no key that may do more, lasts longer or asks more often', async () => {
    const expires_at = inDays(1);
    const maker = await makeKey(user, { scopes: ['read', 'write'], expires_at, rate_limit: 60 });
    const wider = await makeKey(maker, { scopes: ['read', 'ingest'] });
    expect(wider).toMatchObject({ status: 403, body: { code: 'http.missing_scope' } });
    for (const given of [{ expires_at: null }, { expires_at: inDays(2) }, { rate_limit: null }, { rate_limit: 61 }]) {
      expect(await makeKey(maker, given)).toMatchObject({ status: 403, body: { code: 'api_key.wider_than_maker' } });
    }
    // What is left out is what the maker has.
    const same = await makeKey(maker, { scopes: ['read'] });
    expect(same).toMatchObject({ status: 201, body: { scopes: ['read'], expires_at, rate_limit: 60 } });
    expect((await makeKey(same)).status).toBe(403);
  });

  test('a key makes neither itself nor another one wider, and deletes none that may do more', async () => {
    const maker = await makeKey(user, { expires_at: inDays(1) });
    const strong = await makeKey(user, { scopes: ['read', 'write', 'export'] });
    expect((await call(maker, 'PATCH', `/api-keys/${maker.id}`, { expires_at: null })).status).toBe(403);
    expect((await call(maker, 'PATCH', `/api-keys/${maker.id}`, { scopes: ['read', 'write', 'export'] })).status).toBe(
      403,
    );
    expect((await call(maker, 'PATCH', `/api-keys/${strong.id}`, { name: 'mine' })).status).toBe(403);
    expect((await call(maker, 'DELETE', `/api-keys/${strong.id}`)).status).toBe(403);
    expect((await call(strong, 'DELETE', `/api-keys/${maker.id}`)).status).toBe(204);
  });

  test('an admin takes away from keys of others, but adds nothing to them', async () => {
    const key = await makeKey(user, { scopes: ['read', 'write'] });
    expect((await call(admin, 'PATCH', `/api-keys/${key.id}`, { scopes: ['read', 'admin'] })).status).toBe(403);
    expect((await call(admin, 'PATCH', `/api-keys/${key.id}`, { scopes: ['read'] })).status).toBe(200);
    expect((await call(key, 'PATCH', '/notifications/read-all')).status).toBe(403);
    expect((await call(admin, 'DELETE', `/api-keys/${key.id}`)).status).toBe(204);
    expect(await statusOf(key)).toBe(401);
  });
});

describe('keys of a user', () => {
  test('are listed newest first, for their owner and for admins only', async () => {
    const owner = await signUp(api);
    for (const name of ['one', 'two', 'three']) await makeKey(owner, { name });
    const names = ({ body }: { body: { items: readonly { name: string }[] } }) => body.items.map(({ name }) => name);
    const list = await call(owner, 'GET', '/api-keys?limit=2');
    expect(names(list)).toEqual(['three', 'two']);
    expect(list.body).toMatchObject({ total: 3, pages: 2 });
    expect(names(await call(owner, 'GET', `/api-keys?cursor=${list.body.next_cursor}`))).toEqual(['one']);
    expect(names(await call(admin, 'GET', `/api-keys?user_id=${owner.userId}`))).toHaveLength(3);
    expect((await call(user, 'GET', `/api-keys?user_id=${owner.userId}`)).body.total).toBe(0);
    expect(
      (await call(admin, 'GET', '/api-keys')).body.items.every(
        (key: { user_id: string }) => key.user_id === admin.userId,
      ),
    ).toBe(true);
  });

  test('are not there for others', async () => {
    const key = await makeKey(await signUp(api));
    for (const [method, path, body] of [
      ['GET', `/api-keys/${key.id}`, undefined],
      ['GET', `/api-keys/${key.id}/usage`, undefined],
      ['PATCH', `/api-keys/${key.id}`, { name: 'mine' }],
      ['DELETE', `/api-keys/${key.id}`, undefined],
      ['GET', `/api-keys/${uuidv7()}`, undefined],
    ] as const) {
      expect(await call(user, method, path, body)).toMatchObject({ status: 404, body: { code: 'api_key.not_found' } });
    }
    expect(await statusOf(key)).toBe(200);
  });

  test('can be renamed, narrowed and ended', async () => {
    const key = await makeKey(user, { rate_limit: 50 });
    const expires_at = inDays(3);
    const changed = await call(user, 'PATCH', `/api-keys/${key.id}`, { name: 'New', rate_limit: null, expires_at });
    expect(changed.body).toMatchObject({ name: 'New', rate_limit: null, expires_at, scopes: ['read', 'write'] });
    expect(await statusOf(key)).toBe(200);
  });

  test('are a hundred at most, also when many are made at once', async () => {
    const owner = await signUp(api, { admin: false });
    const { db } = api.pixmill.database;
    await db.insert(apiKeys).values(
      Array.from({ length: 95 }, (_, n) => ({
        id: uuidv7(),
        userId: owner.userId,
        name: `${n}`,
        prefix: 'pm_',
        hash: `${owner.userId}${n}`,
        scopes: ['read' as const],
      })),
    );
    const made = await Promise.all(Array.from({ length: 20 }, () => makeKey(owner)));
    const statuses = made.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(statuses.filter((status) => status === 400)).toHaveLength(15);
  });

  test('are written down when they come, change and go', async () => {
    const owner = await signUp(api);
    const key = await makeKey(owner, { name: 'Known' });
    await call(owner, 'PATCH', `/api-keys/${key.id}`, { name: 'Renamed' });
    await call(owner, 'DELETE', `/api-keys/${key.id}`);
    const { body } = await call(owner, 'GET', `/activity?resource_id=${key.id}`);
    expect(
      body.items.map(({ action, detail }: { action: string; detail: object }) => ({ action, ...detail })),
    ).toMatchObject([
      { action: 'delete', name: 'Renamed' },
      { action: 'update', name: 'Renamed' },
      { action: 'create', name: 'Known' },
    ]);
    expect(JSON.stringify(body)).not.toContain(key.body.key);
  });
});

test.each([
  [{}],
  [{ name: 'x' }],
  [{ name: '', scopes: ['read'] }],
  [{ name: '   ', scopes: ['read'] }],
  [{ name: 'a\u0000b', scopes: ['read'] }],
  [{ name: '\ud800', scopes: ['read'] }],
  [{ name: 'x'.repeat(101), scopes: ['read'] }],
  [{ name: 'x', scopes: [] }],
  [{ name: 'x', scopes: ['root'] }],
  [{ name: 'x', scopes: ['read', 'read'] }],
  [{ name: 'x', scopes: ['read'], rate_limit: 0 }],
  [{ name: 'x', scopes: ['read'], rate_limit: 1.5 }],
  [{ name: 'x', scopes: ['read'], expires_at: 'tomorrow' }],
  [{ name: 'x', scopes: ['read'], expires_at: '2020-01-01T00:00:00Z' }],
  [{ name: 'x', scopes: ['read'], key: 'pm_mine' }],
])('%j makes no key', async (body) => {
  expect((await call(user, 'POST', '/api-keys', body)).status).toBe(422);
});
