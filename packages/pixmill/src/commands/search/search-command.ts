import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** Adds `pixmill search rebuild`. */
export const addSearchCommand = (program: Command, context: CommandContext): void => {
  const search = program.command('search').description('look after search by meaning and likeness').helpCommand(false);
  search
    .command('rebuild')
    .description('make the index of vectors anew from the database, while a service may run')
    .action(async () => {
      const { rebuildSearch } = await import('./rebuild-action.ts');
      context.setExitStatus(await rebuildSearch(context.terminal));
    });
};
