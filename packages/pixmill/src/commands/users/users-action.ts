import { MIGRATIONS } from '../../compose.ts';
import { readEmail } from '../../features/accounts/emails.rules.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrateDatabase } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';
import { readPassword } from './read-password.ts';
import { runUsers } from './users.ts';
import type { UsersRequest } from './users.ts';

/** Runs `pixmill users …`. */
export const lookAfterUsers = async (terminal: Terminal, request: UsersRequest): Promise<void> => {
  const settings = await whileReading(() => loadSettings());
  if (request.action === 'create') await whileReading(() => readEmail(request.email));
  // Before the database is opened: whoever is asked may take a while.
  const password = request.action === 'list' ? '' : await whileReading(() => readPassword(process.stdin, terminal));
  const database = await openDatabase({ settings, logger: createLogger({ level: settings.logLevel }) });
  try {
    await migrateDatabase({ connection: database.connection, folder: MIGRATIONS });
    await runUsers(request, { db: database.db, password }, (text) => void terminal.out.write(`${text}\n`));
  } finally {
    await database.close();
  }
};
