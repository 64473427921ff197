import { loadSettings } from '../../platform/config/load-settings.ts';
import { settingNamed } from '../../source-context.ts';
import { SOURCE_INFOS } from '../../sources/catalogue.ts';
import { renderSources } from './sources.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';

/** Runs `pixmill sources`. */
export const listSources = async (terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> => {
  const settings = await whileReading(() => loadSettings());
  const setting = (name: string) => settingNamed(settings, name);
  if (json) {
    terminal.out.write(`${JSON.stringify(SOURCE_INFOS, null, 2)}\n`);
    return;
  }
  const { columns, isInteractive: colour } = terminal;
  terminal.out.write(`${renderSources({ sources: SOURCE_INFOS, settings: setting, columns, colour })}\n`);
};
