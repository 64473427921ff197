import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addIntentFlags } from '../jobs/job-intent.ts';
import { addJobFlags } from '../options/flags.ts';
import type { ImportFlags } from './import-action.ts';

/** Adds `pixmill import`. */
export const addImportCommand = (program: Command, context: CommandContext): void => {
  const command = program
    .command('import')
    .description('bring files, folders, archives and lists of links into a project')
    .argument('[path...]', 'images, folders (sub-folders are labels), zip and tar archives, lists of links')
    .requiredOption('--project <name>', 'the project; it is made when there is none of this name');
  addIntentFlags(addJobFlags(command), 'import of this project')
    .option('--json', 'one JSON event a line instead of the bar')
    .action(async (paths: string[], flags: ImportFlags) => {
      const { importPaths } = await import('./import-action.ts');
      context.setExitStatus(await importPaths(paths, flags, context));
    });
};
