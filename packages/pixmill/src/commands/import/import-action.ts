import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { jobIntentOf } from '../jobs/job-intent.ts';
import { EXPECTED_OF_JOB, JobOptions } from '../options/job-options.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { whileReading } from '../usage-problem.ts';
import { planImport } from './import-plan.ts';
import { runImport } from './run-import.ts';

export type ImportFlags = Flags & { readonly project: string };

/** Runs `pixmill import` as it was typed. Returns the exit status; throws catalogue errors. */
export const importPaths = async (
  paths: readonly string[],
  flags: ImportFlags,
  { terminal }: CommandContext,
): Promise<number> => {
  const { plan, settings } = await whileReading(async () => ({
    settings: loadSettings(),
    plan: await planImport({
      paths,
      project: flags.project,
      options: readFlags(JobOptions, EXPECTED_OF_JOB, flags),
      intent: jobIntentOf(flags),
      cwd: process.cwd(),
    }),
  }));
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const logger = createLogger({ level: settings.logLevel });
  try {
    return await runImport({ plan, settings, logger, terminal, signal, json: flags['json'] === true });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; nothing is lost. Go on with the same command and --continue.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
