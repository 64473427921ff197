import type { Command } from 'commander';
import { MIGRATIONS } from '../compose.ts';
import { loadSettings } from '../platform/config/load-settings.ts';
import { openDatabase } from '../platform/database/database.ts';
import { createLogger } from '../platform/logging/logger.ts';
import type { CommandContext } from './command-context.ts';
import { runDb } from './db.ts';
import type { DbRequest } from './db.ts';
import { whileReading } from './usage-problem.ts';

/** Adds `pixmill db migrate|status|backup|restore`. */
export const addDbCommand = (program: Command, { terminal }: CommandContext): void => {
  const run = async (request: DbRequest): Promise<void> => {
    const settings = await whileReading(() => loadSettings());
    const logger = createLogger({ level: settings.logLevel });
    const database = await openDatabase({ settings, logger });
    try {
      await runDb(request, { database, migrations: MIGRATIONS }, (line) => void terminal.out.write(`${line}\n`));
    } finally {
      await database.close();
    }
  };
  const db = program.command('db').description('look after the database').helpCommand(false);
  db.command('status')
    .description('tell which server it is, its size, and whether its tables are up to date')
    .action(() => run({ action: 'status' }));
  db.command('migrate')
    .description('bring the tables up to date; every other command does so too')
    .action(() => run({ action: 'migrate' }));
  db.command('backup')
    .description('write all rows to a file, while other commands may run')
    .argument('<file>')
    .action((file: string) => run({ action: 'backup', file }));
  db.command('restore')
    .description('read a backup into an empty database')
    .argument('<file>')
    .action((file: string) => run({ action: 'restore', file }));
};
