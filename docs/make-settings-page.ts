// Writes docs/settings.md: npm run docs:settings
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSettingsPage } from '../packages/pixmill/src/platform/config/settings-page.ts';

writeFileSync(join(import.meta.dirname, 'settings.md'), renderSettingsPage());
