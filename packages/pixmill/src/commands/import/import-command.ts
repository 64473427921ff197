import type { Command } from 'commander';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { addIntentFlags, jobIntentOf } from '../jobs/job-intent.ts';
import { addJobFlags, EXPECTED_OF_JOB, JobOptions } from '../options/job-options.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { whileReading } from '../usage-problem.ts';
import { planImport } from './import-plan.ts';
import { runImport } from './run-import.ts';

type ImportFlags = Flags & { readonly project: string };

/** Adds `pixmill import`. */
export const addImportCommand = (program: Command, context: CommandContext): void => {
  const command = program
    .command('import')
    .description('bring files, folders, archives and lists of links into a project')
    .argument('[path...]', 'images, folders (sub-folders are labels), zip and tar archives, lists of links')
    .requiredOption('--project <name>', 'the project; it is made when there is none of this name');
  addIntentFlags(addJobFlags(command), 'import of this project')
    .option('--json', 'one JSON event a line instead of the bar')
    .action(async (paths: string[], flags: ImportFlags) => {
      context.setExitStatus(await importPaths(paths, flags, context));
    });
};

const importPaths = async (
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
