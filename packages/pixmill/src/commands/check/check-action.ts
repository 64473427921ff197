import { loadSettings } from '../../platform/config/load-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { CheckOptions, EXPECTED_OF_CHECK, planCheck } from './check-plan.ts';
import { runCheck } from './run-check.ts';

/** Runs `pixmill check` as it was typed. Returns the exit status; throws catalogue errors. */
export const check = async (folder: string, flags: Flags, { terminal }: CommandContext): Promise<number> => {
  const { plan, settings } = await whileReading(async () => ({
    plan: await planCheck(folder, readFlags(CheckOptions, EXPECTED_OF_CHECK, flags), process.cwd()),
    settings: loadSettings(),
  }));
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  try {
    return await runCheck({ plan, json: flags['json'] === true, command: typedCommand(), settings, terminal, signal });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted before any file was checked; nothing was changed.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
