import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addJudgeFlags } from '../options/flags.ts';
import type { Flags } from '../options/read-flags.ts';

/** Adds `pixmill check`. */
export const addCheckCommand = (program: Command, context: CommandContext): void => {
  const command = program
    .command('check')
    .description('quality and duplicate report on a folder of images; changes nothing')
    .argument('<folder>', 'the folder; all of its sub-folders are checked too');
  addJudgeFlags(command)
    .option('--out <file.html>', 'write a report with pictures to this file')
    .option('--json', 'one JSON value a line for every file, every group of duplicates, and the counts')
    .action(async (folder: string, flags: Flags) => {
      const { check } = await import('./check-action.ts');
      context.setExitStatus(await check(folder, flags, context));
    });
};
