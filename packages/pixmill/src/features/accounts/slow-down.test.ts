import { eq, like, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { loginFailures } from '../../library/accounts.schema.ts';
import { call, logIn, PASSWORD, someEmail } from './accounts.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => void (await db().delete(loginFailures)));

const db = () => api.pixmill.database.db;
const attempt = (email: string, password = 'a guess') => call(api, 'POST /auth/login', { body: { email, password } });
/** Lets the clock of all failures go on by some seconds. */
const pass = (seconds: number) =>
  db()
    .update(loginFailures)
    .set({ lastAt: sql`last_at - make_interval(secs => ${seconds})` });
const failTimes = async (email: string, times: number) => {
  for (let n = 0; n < times; n++) expect((await attempt(email)).status).toBe(401);
};

test('after some failures even the right password waits, longer each time, and a success forgets them', async () => {
  const { email } = await signUp(api);
  await failTimes(email, 10);
  const slow = await attempt(email, PASSWORD);
  expect([slow.status, slow.body.code, slow.headers.get('retry-after')]).toEqual([429, 'auth.slow_down', '1']);
  await pass(1);
  expect((await attempt(email)).status).toBe(401);
  expect((await attempt(email, PASSWORD)).headers.get('retry-after')).toBe('2');
  await pass(2);
  await logIn(api, email);
  await failTimes(email, 10);
});

test('tries that are not looked at do not make the wait longer', async () => {
  const { email } = await signUp(api);
  await failTimes(email, 10);
  for (let n = 0; n < 5; n++) expect((await attempt(email)).headers.get('retry-after')).toBe('1');
});

test('an address that nobody has is slowed down just the same', async () => {
  const email = someEmail();
  await failTimes(email, 10);
  expect((await attempt(email)).status).toBe(429);
});

test('many guesses at once are no way around it', async () => {
  const { email } = await signUp(api);
  const all = await Promise.all(Array.from({ length: 30 }, () => attempt(email)));
  expect(all.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(all.filter(({ status }) => status === 429)).toHaveLength(20);
});

test('other accounts and the form of OAuth2 are one with it: the account waits, its neighbour does not', async () => {
  const [one, other] = [await signUp(api), await signUp(api)];
  await failTimes(one.email, 10);
  const form = { username: one.email.toUpperCase(), password: PASSWORD };
  expect((await call(api, 'POST /login/access-token', { form })).status).toBe(429);
  await logIn(api, other.email);
});

test('an address that fails with many accounts waits with all of them, also with the right password', async () => {
  const { email } = await signUp(api);
  for (let n = 0; n < 50; n++) expect((await attempt(`${n}@example.com`)).status).toBe(401);
  expect((await attempt(email, PASSWORD)).status).toBe(429);
});

test('logins that are right never slow an address down', async () => {
  const { email } = await signUp(api);
  for (let n = 0; n < 4; n++) await logIn(api, email);
  const [row] = await db().select().from(loginFailures).where(like(loginFailures.subject, 'address:%'));
  expect(row?.failures).toBe(0);
});

test('made-up addresses do not fill the table for ever', async () => {
  await attempt('old@example.com');
  await pass(2 * 86_400);
  await attempt('new@example.com');
  const rows = await db().select().from(loginFailures).where(eq(loginFailures.subject, 'account:old@example.com'));
  expect(rows).toEqual([]);
});
