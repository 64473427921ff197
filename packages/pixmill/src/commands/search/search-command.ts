import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { Flags } from '../options/read-flags.ts';

/** Adds `pixmill search` and `pixmill search rebuild`. */
export const addSearchCommand = (program: Command, context: CommandContext): void => {
  const search = program
    .command('search')
    .description('find images by words and meaning, by a colour, or by an image; in projects or in a folder')
    .argument(
      '[text]',
      'words that are in titles, tags, descriptions …, or what images show; "in quotes", -without, or',
    )
    .option('--like <file>', 'images like this one: the same, near copies, then similar ones')
    .option('--color <#rrggbb>', 'images that show this colour (write it in quotes)')
    .option('--tolerance <0..100>', 'how far a colour may be (default 10)')
    .option('--project <name>', 'only in this project, or the build in this directory')
    .option('--in <folder>', 'in this folder; its images are looked at first, once')
    .option('--limit <n>', 'results, at most 100 (default 20)')
    .option('--json', 'one JSON value a line')
    .helpCommand(false)
    .action(async (text: string | undefined, flags: Flags) => {
      const action = await import('./search-action.ts');
      context.setExitStatus(await action.search(text, flags, context));
    });
  search
    .command('rebuild')
    .description('make the index of vectors anew from the database, while a service may run')
    .action(async () => {
      const { rebuildSearch } = await import('./rebuild-action.ts');
      context.setExitStatus(await rebuildSearch(context.terminal));
    });
};
