import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addOutputFlags } from '../options/flags.ts';
import type { ExportFlags } from './export-action.ts';

/** Adds `pixmill export`. */
export const addExportCommand = (program: Command, context: CommandContext): void => {
  const command = program
    .command('export')
    .description('write the kept images of a project in a format that a reader expects')
    .argument('<dataset>', 'name of a project, or directory of a build')
    .requiredOption('--out <directory>', 'where the dataset goes');
  addOutputFlags(command)
    .option('--json', 'one JSON event a line instead of the bar')
    .action(async (dataset: string, flags: ExportFlags) => {
      const { exportDataset } = await import('./export-action.ts');
      context.setExitStatus(await exportDataset(dataset, flags, context));
    });
};
