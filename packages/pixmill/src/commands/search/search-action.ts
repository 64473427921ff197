import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { whileReading } from '../usage-problem.ts';
import { runSearch } from './run-search.ts';
import { EXPECTED_OF_SEARCH, planSearch, SearchOptions } from './search-plan.ts';

/** Runs `pixmill search` as it was typed. Returns the exit status; throws catalogue errors. */
export const search = async (text: string | undefined, flags: Flags, { terminal }: CommandContext): Promise<number> => {
  const cwd = process.cwd();
  const { plan, settings } = await whileReading(async () => ({
    plan: await planSearch(text, readFlags(SearchOptions, EXPECTED_OF_SEARCH, flags), cwd),
    settings: loadSettings(),
  }));
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const logger = createLogger({ level: settings.logLevel });
  try {
    return await runSearch({ json: flags['json'] === true, settings, logger, terminal, signal }, plan, cwd);
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; what was looked at is kept, and the same command goes on from there.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
