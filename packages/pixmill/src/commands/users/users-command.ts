import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { UsersRequest } from './users.ts';

const FROM_STDIN = 'read the password from standard input instead of asking for it';

/** Adds `pixmill users create|list|set-password`. A password is never an argument: others could see it. */
export const addUsersCommand = (program: Command, { terminal }: CommandContext): void => {
  const run = async (request: UsersRequest): Promise<void> => {
    const { lookAfterUsers } = await import('./users-action.ts');
    await lookAfterUsers(terminal, request);
  };
  const users = program.command('users').description('look after the users of the service').helpCommand(false);
  users
    .command('create')
    .description('make a user; asks for the password')
    .argument('<email>')
    .option('--admin', 'make it an admin')
    .option('--name <name>', 'its name')
    .option('--password-stdin', FROM_STDIN)
    .action((email: string, { admin, name }: { admin?: boolean; name?: string; passwordStdin?: boolean }) =>
      run({ action: 'create', email, fullName: name ?? null, role: admin === true ? 'admin' : 'user' }),
    );
  users
    .command('list')
    .description('list all users')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => run({ action: 'list', json: json === true }));
  users
    .command('set-password')
    .description('give a user a new password, and end all its logins; asks for the password')
    .argument('<email>')
    .option('--password-stdin', FROM_STDIN)
    .action((email: string) => run({ action: 'set-password', email }));
};
