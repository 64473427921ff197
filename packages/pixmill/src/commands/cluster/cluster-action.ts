import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { assertSetUp } from '../analysis/parse-analysers.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { readFlags, type Flags } from '../options/read-flags.ts';
import { typedCommand } from '../typed-command.ts';
import { whileReading } from '../usage-problem.ts';
import { ClusterFlags, EXPECTED_OF_CLUSTER, planCluster } from './cluster-plan.ts';
import { runCluster } from './run-cluster.ts';

/** Runs `pixmill cluster` as it was typed. Returns the exit status; throws catalogue errors. */
export const cluster = async (folder: string, flags: Flags, { terminal }: CommandContext): Promise<number> => {
  const { plan, settings } = await whileReading(async () => {
    const plan = await planCluster(folder, readFlags(ClusterFlags, EXPECTED_OF_CLUSTER, flags), process.cwd());
    const settings = loadSettings();
    assertSetUp(plan.analysers ?? [], settings);
    return { plan, settings };
  });
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const logger = createLogger({ level: settings.logLevel });
  const run = { json: flags['json'] === true, settings, logger, terminal, signal };
  try {
    return await runCluster(run, plan, typedCommand());
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; what was looked at is kept, and the same command goes on from there.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
  }
};
