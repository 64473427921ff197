import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/api.ts';
import { hasBrowser, openBrowser } from '../../test/browser.ts';

describe.skipIf(!hasBrowser)('the documentation in a browser (skipped without Chromium)', () => {
  let api: TestApi;
  let browser: Browser;
  beforeAll(async () => {
    [api, browser] = await Promise.all([startTestApi(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  /** Opens a page; tells what it asked others for, and what the browser complained about. */
  const open = async (path: string) => {
    const page = await browser.newPage();
    const strangers: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(api.url)) strangers.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${api.url}${path}`);
    return { page, strangers, complaints };
  };

  it('Swagger UI lists every group, and tries an operation out', async () => {
    const { page, strangers, complaints } = await open('/docs');
    await page.locator('#operations-tag-health').click();
    const operation = page.locator('#operations-health-isLive');
    await operation.locator('.opblock-summary').click();
    await operation.locator('button.execute').click();
    await operation.locator('.live-responses-table').waitFor();
    expect(await operation.locator('.live-responses-table').textContent()).toContain('"alive"');
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
    expect(await page.locator('.topbar img').getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(await page.locator('.topbar .download-url-wrapper').isVisible()).toBe(false);
    await page.close();
  });

  it('ReDoc shows every group and searches', async () => {
    // A slash at the end never matters.
    const { page, strangers, complaints } = await open('/redoc/');
    await page.getByRole('heading', { name: 'How every part is' }).waitFor();
    await page.getByPlaceholder('Search...').fill('thumbnail');
    await page.locator('[data-role="search:results"] li').first().waitFor();
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
    await page.close();
  });
});
