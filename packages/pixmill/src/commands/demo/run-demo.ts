import { resolve } from 'node:path';
import { assertNotForeign } from '../../features/exports/replaceable-directory.ts';
import { projects } from '../../library/schema.ts';
import { MIGRATIONS } from '../../compose.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import type { OpenDatabase } from '../../platform/database/database.ts';
import { migrateDatabase } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { planBuild } from '../build/build-plan.ts';
import type { BuildPlan } from '../build/build-plan.ts';
import { runBuild } from '../build/run-build.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { colours, formatCount } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { wrapText } from '../wrap-text.ts';
import { createDemoData } from './demo-data-directory.ts';
import { demoEntries } from './demo-entries.ts';
import { startDemoServer } from './demo-server.ts';

/** The demo is one and the same project in whatever database, so that each run may replace the output of the one before. */
export const DEMO_PROJECT_ID = '0190a000-0000-7000-8000-00000000de30';

const NAME = 'Pixmill demo';

/** How the demo is run. */
export type DemoRun = {
  readonly terminal: Terminal;
  /** Directory of the dataset. */
  readonly out: string;
  readonly json: boolean;
  /** Replaces the demo's own settings, with their data directory of its own. */
  readonly settings?: Settings;
};

/**
 * Builds a dataset from a web server of its own: the ordinary build, with nothing needed from outside this machine.
 * Returns the exit status; throws catalogue errors. Leaves nothing but the dataset.
 */
export const runDemo = async (run: DemoRun): Promise<number> => {
  const { terminal, json } = run;
  const logger = createLogger({ level: 'warn' });
  const interruption = listenForInterruption(terminal);
  const opened: (() => Promise<void>)[] = [];
  try {
    await assertNotForeign(resolve(run.out));
    const data = run.settings === undefined ? await createDemoData(logger) : null;
    if (data !== null) opened.push(data.remove);
    const settings = data?.settings ?? run.settings;
    if (settings === undefined) throw new Error('Expected settings.');
    const entries = demoEntries();
    const server = await startDemoServer(entries);
    opened.push(server.close);
    const plan = await planBuild({
      keywords: [],
      flags: { from: server.listUrl, out: run.out },
      config: { dataset_name: NAME },
      selectSources: () => [],
      cwd: process.cwd(),
    });
    if (!json) terminal.out.write(`${lines(terminal, welcome(entries.length))}\n`);
    const database = await openDemoProject({ settings, logger, plan });
    opened.push(database.close);
    const status = await runBuild({
      plan,
      settings,
      logger,
      terminal,
      json,
      intent: { kind: 'new' },
      command: 'pixmill build --demo',
      signal: interruption.signal,
      ownOrigins: server.origins,
    });
    if (!json && status === EXIT.ok) terminal.out.write(`${lines(terminal, FAREWELL, '  ')}  ${NEXT}\n`);
    return status;
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; the demo keeps nothing: run it again for another try.\n');
    return EXIT.interrupted;
  } finally {
    interruption.end();
    for (const close of opened.toReversed()) await close();
  }
};

const openDemoProject = async ({
  settings,
  logger,
  plan,
}: {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly plan: BuildPlan;
}): Promise<OpenDatabase> => {
  const database = await openDatabase({ settings, logger });
  try {
    await migrateDatabase({ connection: database.connection, folder: MIGRATIONS });
    await database.db
      .insert(projects)
      .values({ id: DEMO_PROJECT_ID, name: plan.name, directory: plan.directory })
      .onConflictDoNothing();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};

const welcome = (links: number): string =>
  `A list of ${formatCount(links)} links, on a web server that this command runs for itself: pictures, copies of them, ` +
  `broken files, addresses that lead nowhere or where nobody may go. No internet is used.`;

const FAREWELL =
  'What it showed: good pictures kept once each, and for every other link the reason, in the report and in outcomes.jsonl.';
const NEXT = `${colours.dim('Next, for real:')} pixmill build "red panda" --per-keyword 50`;

/** Text in lines that fit into the terminal. */
const lines = ({ out: { columns = 120 } }: Terminal, text: string, indent = ''): string =>
  wrapText(text, columns - indent.length - 1)
    .map((line) => `${indent}${line}\n`)
    .join('');
