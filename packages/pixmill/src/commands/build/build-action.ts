import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { assertSetUp } from '../analysis/parse-analysers.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { jobIntentOf } from '../jobs/job-intent.ts';
import { readFlags } from '../options/read-flags.ts';
import type { Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { BuildOptions, EXPECTED } from './build-options.ts';
import { planBuild } from './build-plan.ts';
import { readConfig } from './read-config.ts';
import { runBuild } from './run-build.ts';
import { runDryBuild } from './run-dry-build.ts';
import { selectSources } from '../../select-sources.ts';

export type BuildFlags = Flags & {
  readonly config?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly demo?: boolean;
};

/** Runs `pixmill build` as it was typed. Returns the exit status; throws catalogue errors. */
export const build = async (
  keywords: readonly string[],
  flags: BuildFlags,
  context: CommandContext,
): Promise<number> => {
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
    const usualAnalysers = loaded.analyzers;
    const plan = await planBuild({ keywords, flags: options, config, selectSources: select, usualAnalysers, cwd });
    assertSetUp(plan.analysers, loaded);
    return { plan, settings: loaded };
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
