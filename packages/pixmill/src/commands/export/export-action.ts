import { resolve } from 'node:path';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { EXPECTED_OF_OUTPUT, OutputOptions, outputPlanOf } from '../options/output-options.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { runExport } from './run-export.ts';

export type ExportFlags = Flags & { readonly out: string };

/** Runs `pixmill export` as it was typed. Returns the exit status; throws catalogue errors. */
export const exportDataset = async (
  dataset: string,
  flags: ExportFlags,
  { terminal }: CommandContext,
): Promise<number> => {
  const cwd = process.cwd();
  const { output, settings } = await whileReading(() => ({
    settings: loadSettings(),
    output: outputPlanOf(readFlags(OutputOptions, EXPECTED_OF_OUTPUT, flags)),
  }));
  const interruption = listenForInterruption(terminal);
  const logger = createLogger({ level: settings.logLevel });
  try {
    return await runExport({
      dataset,
      directory: resolve(cwd, flags.out),
      output,
      cwd,
      json: flags['json'] === true,
      command: typedCommand(),
      settings,
      logger,
      terminal,
      signal: interruption.signal,
    });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; nothing was written. Begin again with the same command.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
