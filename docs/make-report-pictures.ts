/// <reference lib="dom" />
// Takes the README's pictures of the demo's report: `npm run demo && node docs/make-report-pictures.ts`.
// Needs Chromium; say where it is, and where the demo is, when they are not in the usual places.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [demo = 'pixmill-demo', browserPath = '/usr/bin/chromium'] = process.argv.slice(2);
const report = resolve(demo, 'report.html');
for (const needed of [report, browserPath]) {
  if (!existsSync(needed)) {
    process.stderr.write(`${needed} is missing: run \`npm run demo\` and install Chromium, or give both paths.\n`);
    process.exit(2);
  }
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({
    viewport: { width: 1160, height: 1420 },
    deviceScaleFactor: 1.25,
    colorScheme,
  });
  await page.goto(pathToFileURL(report).href);
  await page.evaluate(async () => {
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.all(pictures.map((picture) => picture.decode()));
  });
  const path = join(import.meta.dirname, `report-${colorScheme}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: 84 });
  process.stdout.write(`${path}\n`);
}
await browser.close();
