import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../platform/config/load-settings.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';

const host = hostname().replaceAll(/\W/g, '').slice(0, 20);
const PREFIX = `pixmill-demo-${host}-`;

/** Settings that know nothing of the user's own: no environment, no `.env`, no data directory but this one. */
const settingsIn = (dataDirectory: string): Settings => ({
  ...loadSettings({ environment: {}, cwd: dataDirectory }),
  dataDirectory,
});

/** Makes a data directory for one demo. What killed demos left is cleared away first. */
export const createDemoData = async (
  logger: Logger,
): Promise<{ readonly settings: Settings; readonly remove: () => Promise<void> }> => {
  await removeAbandoned(logger);
  const directory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The embedded server runs as another user when this is root, and must be able to pass.
  await chmod(directory, 0o711);
  return {
    settings: settingsIn(directory),
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** A demo that was killed leaves its directory, and a database server that still runs in it. */
const removeAbandoned = async (logger: Logger): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const directory = join(tmpdir(), name);
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    try {
      if (!Number.isInteger(pid) || isAlive(pid) || (await stat(directory)).uid !== process.getuid?.()) continue;
      // Whoever leaves last stops the server.
      const database = await openDatabase({ settings: settingsIn(directory), logger });
      await database.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      logger.debug({ err: error, directory }, 'could not clear away what an earlier demo left');
    }
  }
};
