import type { Command } from 'commander';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { addIntentFlags, jobIntentOf } from '../jobs/job-intent.ts';
import { addJobFlags } from '../options/job-options.ts';
import { addOutputFlags } from '../options/output-options.ts';
import { readFlags, wholeNumber } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { BuildOptions, EXPECTED } from './build-options.ts';
import { planBuild } from './build-plan.ts';
import { readConfig } from './read-config.ts';
import { runBuild } from './run-build.ts';
import { runDryBuild } from './run-dry-build.ts';
import { selectSources } from './select-sources.ts';

type Flags = Record<string, unknown> & {
  readonly config?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly demo?: boolean;
};

/** Adds `pixmill build`. */
export const addBuildCommand = (program: Command, context: CommandContext): void => {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  const command = program
    .command('build')
    .description('build a dataset from keywords, lists of links, folders and archives')
    .argument('[keyword...]', 'what to look for; each keyword is a label')
    .option('--from <path or URL>', 'a list of links, a folder or an archive; may be repeated', collect)
    .option('--config <file>', 'JSON or YAML with dataset_name, categories and options')
    .option('--source <names>', 'sources to ask for each keyword, e.g. openverse,commons')
    .option('--per-keyword <n>', 'kept images a keyword (default: 100)', wholeNumber)
    .option('--max-images <n>', 'kept images in all (default: no limit)', wholeNumber)
    .option('--out <directory>', 'where the dataset goes (default: ./<dataset name>)');
  addIntentFlags(addOutputFlags(addJobFlags(command)), 'build of this directory')
    .option('--json', 'one JSON event a line instead of the bar')
    .option('--dry-run', 'find and count, fetch nothing')
    .option('--demo', 'build a small dataset from a server of its own, without the internet')
    .action(async (keywords: string[], flags: Flags) => {
      context.setExitStatus(await build(keywords, flags, context));
    });
};

const build = async (keywords: readonly string[], flags: Flags, context: CommandContext): Promise<number> => {
  const { terminal } = context;
  if (flags.demo === true) {
    const { runDemo } = await import('../demo/run-demo.ts');
    return runDemo({
      terminal,
      out: typeof flags['out'] === 'string' ? flags['out'] : 'pixmill-demo',
      json: flags.json === true,
    });
  }
  const { plan, settings } = await whileReading(async () => {
    const loaded = loadSettings();
    const config = flags.config === undefined ? {} : await readConfig(flags.config);
    const options = readFlags(BuildOptions, EXPECTED, flags);
    const cwd = process.cwd();
    const select = (names: readonly string[] | null) => selectSources(names, loaded);
    return {
      plan: await planBuild({ keywords, flags: options, config, selectSources: select, cwd }),
      settings: loaded,
    };
  });
  const interruption = listenForInterruption(terminal);
  const logger = createLogger({ level: settings.logLevel });
  const run = { plan, settings, logger, terminal, signal: interruption.signal };
  try {
    if (flags.dryRun === true) return await runDryBuild({ ...run, json: flags.json === true });
    return await runBuild({ ...run, intent: jobIntentOf(flags), json: flags.json === true, command: typedCommand() });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write(`Interrupted; nothing is lost. Go on with the same command and --continue.\n`);
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
