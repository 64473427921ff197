import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { addOutputFlags, EXPECTED_OF_OUTPUT, OutputOptions, outputPlanOf } from '../options/output-options.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { runExport } from './run-export.ts';

type ExportFlags = Flags & { readonly out: string };

/** Adds `pixmill export`. */
export const addExportCommand = (program: Command, context: CommandContext): void => {
  const command = program
    .command('export')
    .description('write the kept images of a project in a format that a reader expects')
    .argument('<dataset>', 'name of a project, or directory of a build')
    .requiredOption('--out <directory>', 'where the dataset goes');
  addOutputFlags(command)
    .option('--json', 'one JSON event a line instead of the bar')
    .action(async (dataset: string, flags: ExportFlags) => {
      context.setExitStatus(await exportDataset(dataset, flags, context));
    });
};

const exportDataset = async (dataset: string, flags: ExportFlags, { terminal }: CommandContext): Promise<number> => {
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
