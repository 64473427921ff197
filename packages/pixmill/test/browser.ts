import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = process.env['CHROMIUM'] ?? PLACES.find((path) => existsSync(path));

/** Whether this machine has a Chromium; CHROMIUM names one in another place. */
export const hasBrowser = found !== undefined;

/** Starts it without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(found === undefined ? {} : { executablePath: found }), args: ['--no-sandbox'] });
