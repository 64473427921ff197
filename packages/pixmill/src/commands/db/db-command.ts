import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { DbRequest } from './db.ts';

/** Adds `pixmill db migrate|status|backup|restore`. */
export const addDbCommand = (program: Command, { terminal }: CommandContext): void => {
  const run = async (request: DbRequest): Promise<void> => {
    const { lookAfterDatabase } = await import('./db-action.ts');
    await lookAfterDatabase(terminal, request);
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
