import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { signUp, startTestApi, type TestApi } from '../../../test/api.ts';
import { hasBrowser, openBrowser } from '../../../test/browser.ts';
import { call, logIn } from './accounts.fixture.ts';
import { insertReset } from './password-resets.repository.ts';
import { hashToken, newSecretToken } from './secret-tokens.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const makeToken = async (userId: string): Promise<string> => {
  const token = newSecretToken();
  const expiresAt = new Date(Date.now() + 60_000);
  await api.pixmill.database.db.transaction((tx) => insertReset(tx, { hash: hashToken(token), userId, expiresAt }));
  return token;
};

it('the page of the mailed link is kept by nobody and runs no script but its own', async () => {
  const { status, headers } = await fetch(`${api.url}/reset-password?token=x`);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; /);
});

it('a link of a mail to a page of the web app shows a page, and a program still gets JSON', async () => {
  const html = await fetch(`${api.url}/jobs/1`, { headers: { accept: 'text/html,*/*' } });
  expect([html.status, html.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  for (const [path, accept] of [
    ['/jobs/1', '*/*'],
    ['/api/v1/nothing', 'text/html'],
  ] as const) {
    const json = await fetch(`${api.url}${path}`, { headers: { accept } });
    expect([json.status, await json.json()]).toMatchObject([404, { code: 'http.not_found' }]);
  }
});

describe.skipIf(!hasBrowser)('in a browser (skipped without Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const open = async (token: string): Promise<Page> => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => expect.fail(error.message));
    await page.goto(`${api.url}/reset-password?token=${token}`);
    return page;
  };
  const choose = async (page: Page, password: string): Promise<string> => {
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button').click();
    const said = page.getByRole('status');
    await said.filter({ hasNotText: 'One moment' }).filter({ hasText: /./ }).waitFor();
    return (await said.textContent()) ?? '';
  };

  it('the mailed link sets a new password, once', async () => {
    const { email, userId } = await signUp(api);
    const token = await makeToken(userId);
    const page = await open(token);
    expect(page.url()).toBe(`${api.url}/reset-password`);
    expect(await choose(page, 'a brand new password')).toBe('The password is set; log in with it.');
    await logIn(api, email, 'a brand new password');
    expect(await choose(await open(token), 'another new password')).toMatch(/^This link to set a new password is not/);
    expect((await call(api, 'POST /auth/login', { body: { email, password: 'another new password' } })).status).toBe(
      401,
    );
  });

  it('a link that was cut off says so', async () => {
    const page = await browser.newPage();
    await page.goto(`${api.url}/reset-password`);
    expect(await page.getByRole('status').textContent()).toMatch(/^This link is not whole/);
    expect(await page.getByRole('button').isVisible()).toBe(false);
  });
});
