import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** Adds `pixmill sources`. */
export const addSourcesCommand = (program: Command, { terminal }: CommandContext): void => {
  program
    .command('sources')
    .description('list every source: default, opt-in or experimental, and why one is off')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { listSources } = await import('./sources-action.ts');
      await listSources(terminal, { json: json === true });
    });
};
