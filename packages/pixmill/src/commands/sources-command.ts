import type { Command } from 'commander';
import { loadSettings } from '../platform/config/load-settings.ts';
import { SOURCE_INFOS } from '../sources/catalogue.ts';
import { settingNamed } from '../source-context.ts';
import type { CommandContext } from './command-context.ts';
import { renderSources } from './sources.ts';
import { whileReading } from './usage-problem.ts';

/** Adds `pixmill sources`. */
export const addSourcesCommand = (program: Command, { terminal }: CommandContext): void => {
  program
    .command('sources')
    .description('list every source: default, opt-in or experimental, and why one is off')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const settings = await whileReading(() => loadSettings());
      const setting = (name: string) => settingNamed(settings, name);
      if (json === true) {
        terminal.out.write(`${JSON.stringify(SOURCE_INFOS, null, 2)}\n`);
        return;
      }
      const { columns, isInteractive: colour } = terminal;
      terminal.out.write(`${renderSources({ sources: SOURCE_INFOS, settings: setting, columns, colour })}\n`);
    });
};
