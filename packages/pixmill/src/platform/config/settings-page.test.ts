import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderSettingsPage } from './settings-page.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', '..', '..', 'docs', 'settings.md');

it('the page of settings is what the code says (`npm run docs:settings` writes it)', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(renderSettingsPage());
});
