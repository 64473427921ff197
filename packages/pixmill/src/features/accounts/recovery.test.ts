import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { startSmtpServer, type TestSmtpServer } from '../../../test/smtp-server.ts';
import { passwordResets, users } from '../../library/accounts.schema.ts';
import { call, logIn, PASSWORD, someEmail, whileUserIsHeld } from './accounts.fixture.ts';
import { sendRecovery } from './recover-password.service.ts';

let smtp: TestSmtpServer;
let api: TestApi;
beforeAll(async () => {
  smtp = await startSmtpServer();
  api = await startTestApi(
    { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_TLS: 'off', BASE_URL: 'https://pix.example' },
    { worker: true },
  );
});
afterAll(async () => {
  await api.close();
  await smtp.close();
});

const db = () => api.pixmill.database.db;
const mailsTo = (email: string, subject: string) =>
  smtp.mails.filter(({ recipients, headers }) => recipients.includes(email) && headers.get('subject') === subject);
const resetMails = (email: string) => mailsTo(email, 'Reset your Pixmill password');
const tokenIn = (content: string): string =>
  /https:\/\/pix\.example\/reset-password\?token=([\w-]+)/.exec(content)?.[1] ?? '';
/** Asks for a link and waits for its mail. */
const recover = async (email: string, typed = email): Promise<string> => {
  const before = resetMails(email).length;
  expect((await call(api, `POST /password-recovery/${encodeURIComponent(typed)}`)).status).toBe(200);
  await expect.poll(() => resetMails(email).length, { timeout: 10_000 }).toBe(before + 1);
  return tokenIn(resetMails(email).at(-1)?.content ?? '');
};
const reset = (token: string, new_password: string) =>
  call(api, 'POST /reset-password', { body: { token, new_password } });

describe('a forgotten password', () => {
  test('the mailed link sets a new one once, and every login of before ends', async () => {
    const user = await signUp(api);
    const other = await logIn(api, user.email);
    const token = await recover(user.email, ` ${user.email.toUpperCase()}`);
    expect(token).toHaveLength(43);
    expect((await call(api, 'GET /users/me', { as: user })).status).toBe(200);
    expect((await reset(token, 'short')).status).toBe(422);
    expect((await reset(token, 'another good one')).status).toBe(200);
    const after = await Promise.all([
      call(api, 'GET /users/me', { as: user }),
      call(api, 'POST /auth/refresh', { body: { refresh_token: other.refresh_token } }),
      call(api, 'POST /auth/login', { body: { email: user.email, password: PASSWORD } }),
    ]);
    expect(after.map(({ status }) => status)).toEqual([401, 401, 401]);
    await logIn(api, user.email, 'another good one');
    const again = await reset(token, 'a third good one');
    expect([again.status, again.body.code]).toEqual([400, 'auth.bad_reset_token']);
  });

  test('of two that use one link at once, one sets the password', async () => {
    const { email, userId } = await signUp(api);
    const token = await recover(email);
    const both = await whileUserIsHeld(api, { userId, count: 2 }, () =>
      Promise.all([reset(token, 'password of one'), reset(token, 'password of two')]),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  test('an unknown address gets the very same answer and no mail', async () => {
    const { email } = await signUp(api);
    const nobody = someEmail();
    const unknown = await call(api, `POST /password-recovery/${nobody}`);
    const known = await call(api, `POST /password-recovery/${email}`);
    expect([unknown.status, unknown.body]).toEqual([200, known.body]);
    // The queue runs them in order: when the later mail is there, the earlier one would be.
    await expect.poll(() => resetMails(email).length, { timeout: 10_000 }).toBe(1);
    expect(mailsTo(nobody, 'Reset your Pixmill password')).toEqual([]);
  });

  test('the token itself is kept nowhere, and an expired one is refused', async () => {
    const { email, userId } = await signUp(api);
    const token = await recover(email);
    const rows = await db().select().from(passwordResets).where(eq(passwordResets.userId, userId));
    expect(JSON.stringify(rows)).not.toContain(token);
    await db().update(passwordResets).set({ expiresAt: new Date() }).where(eq(passwordResets.userId, userId));
    expect((await reset(token, 'another good one')).status).toBe(400);
  });

  test('asking again within a minute sends nothing more; a later link replaces the one before', async () => {
    const { email } = await signUp(api);
    const first = await recover(email);
    const parts = { db: db(), queue: api.pixmill.queue, baseUrl: 'https://pix.example' };
    await sendRecovery(parts, email, new Date(Date.now() + 30_000));
    await sendRecovery(parts, email, new Date(Date.now() + 61_000));
    await expect.poll(() => resetMails(email).length, { timeout: 10_000 }).toBe(2);
    const second = tokenIn(resetMails(email).at(-1)?.content ?? '');
    expect((await reset(first, 'another good one')).status).toBe(400);
    expect((await reset(second, 'another good one')).status).toBe(200);
  });

  test('a disabled account gets no link, and one that was sent before does not work', async () => {
    const { email, userId } = await signUp(api);
    const token = await recover(email);
    await db().update(users).set({ isActive: false }).where(eq(users.id, userId));
    expect((await reset(token, 'another good one')).status).toBe(400);
    await sendRecovery({ db: db(), queue: api.pixmill.queue, baseUrl: '' }, email, new Date(Date.now() + 120_000));
    const rows = await db().select().from(passwordResets).where(eq(passwordResets.userId, userId));
    expect(rows).toHaveLength(1);
  });

  test.each(['nobody', 'a%00@b.c', 'a@b.c%0d%0aBcc:%20d@e.f', `${'a'.repeat(300)}@b.c`])(
    '%s is no address and a 422',
    async (email) => {
      expect((await call(api, `POST /password-recovery/${email}`)).status).toBe(422);
    },
  );

  test('a made-up token is refused', async () => {
    expect((await reset('x'.repeat(43), 'another good one')).body.code).toBe('auth.bad_reset_token');
  });
});

describe('a new account', () => {
  test('whoever gets one is told by mail, by whichever way it was made, but not by tests', async () => {
    const admin = await signUp(api, { admin: true });
    const [one, two, three, silent] = [someEmail(), someEmail(), someEmail(), someEmail()];
    await call(api, 'POST /private/users', { body: { email: silent, password: PASSWORD } });
    await call(api, 'POST /auth/signup', { body: { email: one, password: PASSWORD } });
    await call(api, 'POST /users/signup', { body: { email: two, password: PASSWORD } });
    await call(api, 'POST /users', { as: admin, body: { email: three, password: PASSWORD } });
    for (const email of [one, two, three]) {
      await expect.poll(() => mailsTo(email, 'Your Pixmill account').length, { timeout: 10_000 }).toBe(1);
      expect(mailsTo(email, 'Your Pixmill account')[0]?.content).not.toContain(PASSWORD);
    }
    expect(mailsTo(silent, 'Your Pixmill account')).toEqual([]);
  });
});
