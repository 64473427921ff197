import { MIGRATIONS } from '../../compose.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { runDb } from './db.ts';
import type { DbRequest } from './db.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';

/** Runs `pixmill db …`. */
export const lookAfterDatabase = async (terminal: Terminal, request: DbRequest): Promise<void> => {
  const settings = await whileReading(() => loadSettings());
  const logger = createLogger({ level: settings.logLevel });
  const database = await openDatabase({ settings, logger });
  try {
    await runDb(request, { database, migrations: MIGRATIONS }, (line) => void terminal.out.write(`${line}\n`));
  } finally {
    await database.close();
  }
};
