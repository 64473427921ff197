import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { Flags } from '../options/read-flags.ts';

/** Adds `pixmill cluster`. */
export const addClusterCommand = (program: Command, context: CommandContext): void => {
  program
    .command('cluster')
    .description('put the pictures of a folder into groups that are alike; changes nothing in it')
    .argument('<folder>', 'the folder; its sub-folders belong to it')
    .option('--out <file.html>', 'write a report with the groups and a map to this file')
    .option('--algorithm <name>', 'auto, hdbscan (dense groups, the rest are outliers) or kmeans (divides all)')
    .option('--min-size <n>', 'least pictures of a group (default by their number)')
    .option('--groups <n>', 'groups in all, by kmeans (default as many as are dense)')
    .option(
      '--analyze <list>',
      'what looks at the pictures: builtin, local, … (default ANALYZERS, and local with a model)',
    )
    .option('--new-map', 'draw the map anew instead of going on from that of the last time')
    .option('--json', 'one JSON value a line: a line for every group with its files, and one at the end')
    .action(async (folder: string, flags: Flags) => {
      const { cluster } = await import('./cluster-action.ts');
      context.setExitStatus(await cluster(folder, flags, context));
    });
};
