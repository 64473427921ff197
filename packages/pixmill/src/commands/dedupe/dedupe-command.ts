import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { Flags } from '../options/read-flags.ts';

/** Adds `pixmill dedupe`. */
export const addDedupeCommand = (program: Command, context: CommandContext): void => {
  program
    .command('dedupe')
    .description(
      'find copies in a folder, also cropped, mirrored, turned or edited ones; changes nothing unless asked to',
    )
    .argument('<folder>', 'the folder; its sub-folders belong to it')
    .option('--threshold <n>', 'least sureness of a copy, 0 to 1 (default 0.5; 0.9 where files are moved or deleted)')
    .option('--out <file.html>', 'write a report with the copies side by side to this file')
    .option('--move-to <folder>', 'move all but the best file of each group there, with their sub-folders')
    .option('--delete', 'delete all but the best file of each group, after a question')
    .option('--yes', 'delete without a question')
    .option('--dry-run', 'only say which files would be moved or deleted')
    .option(
      '--analyze <list>',
      'what looks at the pictures: builtin, local, … (default ANALYZERS, and local with a model)',
    )
    .option('--json', 'one JSON value a line: a line for every group with its files, and one at the end')
    .action(async (folder: string, flags: Flags) => {
      const { dedupe } = await import('./dedupe-action.ts');
      context.setExitStatus(await dedupe(folder, flags, context));
    });
};
