import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { assertSetUp } from '../analysis/parse-analysers.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { readFlags, type Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { DedupeFlags, EXPECTED_OF_DEDUPE, planDedupe } from './dedupe-plan.ts';
import { runDedupe } from './run-dedupe.ts';

/** Runs `pixmill dedupe` as it was typed. Returns the exit status; throws catalogue errors. */
export const dedupe = async (folder: string, flags: Flags, { terminal }: CommandContext): Promise<number> => {
  const { plan, settings } = await whileReading(async () => {
    const made = await planDedupe(folder, readFlags(DedupeFlags, EXPECTED_OF_DEDUPE, flags), process.cwd());
    const loaded = loadSettings();
    assertSetUp(made.analysers ?? [], loaded);
    return { plan: made, settings: loaded };
  });
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const logger = createLogger({ level: settings.logLevel });
  const run = { json: flags['json'] === true, settings, logger, terminal, signal };
  try {
    return await runDedupe(run, plan, typedCommand());
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; what was compared is kept, and the same command goes on from there.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
