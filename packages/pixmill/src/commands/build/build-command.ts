import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addIntentFlags } from '../jobs/job-intent.ts';
import { addJobFlags, addOutputFlags, numberOrText } from '../options/flags.ts';
import type { BuildFlags } from './build-action.ts';

/** Adds `pixmill build`. */
export const addBuildCommand = (program: Command, context: CommandContext): void => {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  const command = program
    .command('build')
    .description('build a dataset from keywords, lists of links, folders and archives')
    .argument('[keyword...]', 'what to look for; each keyword is a label')
    .option('--from <path or URL>', 'a list of links, a folder or an archive; may be repeated', collect)
    .option('--config <file>', 'JSON or YAML with dataset_name, categories and options')
    .option('--source <names>', 'sources to ask for each keyword, e.g. openverse,commons')
    .option('--per-keyword <n>', 'kept images a keyword (default: 100)', numberOrText)
    .option('--max-images <n>', 'kept images in all (default: no limit)', numberOrText)
    .option('--out <directory>', 'where the dataset goes (default: ./<dataset name>)');
  addIntentFlags(addOutputFlags(addJobFlags(command)), 'build of this directory')
    .option('--analyze <names>', 'look at the kept images: builtin, local, azure, openai, or several (default: none)')
    .option('--tags', 'write the tags and descriptions that were found into the metadata')
    .option('--json', 'one JSON event a line instead of the bar')
    .option('--dry-run', 'find and count, fetch nothing')
    .option('--demo', 'build a small dataset from a server of its own, without the internet')
    .action(async (keywords: string[], flags: BuildFlags) => {
      const { build } = await import('./build-action.ts');
      context.setExitStatus(await build(keywords, flags, context));
    });
};
