import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { startSmtpServer, type TestSmtpServer } from '../../../test/smtp-server.ts';

let smtp: TestSmtpServer;
let api: TestApi;
beforeAll(async () => {
  smtp = await startSmtpServer();
  api = await startTestApi(
    { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_TLS: 'off', BASE_URL: 'https://pix.example/' },
    { worker: true },
  );
  await signUp(api, { email: 'admin@example.org' });
});
afterAll(async () => {
  await api.close();
  await smtp.close();
});

const testMail = async (to: string, admin = true) => {
  const { headers } = await signUp(api, { admin });
  const query = new URLSearchParams({ email_to: to }).toString();
  return fetch(`${api.url}/api/v1/utils/test-email?${query}`, { method: 'POST', headers });
};

test('the health check is true for everybody', async () => {
  const response = await fetch(`${api.url}/api/v1/utils/health-check`);
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: true });
});

test('a test mail goes through the queue to the mail server', async () => {
  const response = await testMail('ada@example.org');
  expect(response.status).toBe(201);
  const mailed = () => smtp.mails.filter(({ headers }) => headers.get('subject') === 'Pixmill test mail');
  await expect.poll(() => mailed().length, { timeout: 20_000 }).toBe(1);
  expect(mailed()[0]).toMatchObject({ recipients: ['ada@example.org'], from: 'pixmill@localhost' });
  expect(mailed()[0]?.content).toContain('Sent by Pixmill at https://pix.example<');
});

test('without a mail server the answer says where the mail is found', async () => {
  const local = await startTestApi({ ENVIRONMENT: 'local' });
  const { headers } = await signUp(local, { admin: true });
  const response = await fetch(`${local.url}/api/v1/utils/test-email?email_to=a@b.c`, { method: 'POST', headers });
  expect([response.status, await response.json()]).toEqual([201, { message: expect.stringMatching(/folder `mails`/) }]);
  await local.close();
});

test('only admins send test mails', async () => {
  expect((await testMail('ada@example.org', false)).status).toBe(403);
  const anonymous = await fetch(`${api.url}/api/v1/utils/test-email?email_to=a@b.c`, { method: 'POST' });
  expect(anonymous.status).toBe(401);
});

test.each(['', 'nobody', 'a@b.c,d@e.f', 'a@b.c\r\nBcc: d@e.f', 'Ada <a@b.c>', `${'a'.repeat(300)}@b.c`])(
  'a test mail to %j is refused',
  async (to) => {
    expect((await testMail(to)).status).toBe(422);
  },
);
