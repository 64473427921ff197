import { createInterface } from 'node:readline/promises';
import { openPixmill } from '../../compose.ts';
import type { Pixmill } from '../../compose.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { EXIT } from '../exit-status.ts';
import { OUTCOME_SENTENCES } from '../sentences.ts';
import { colours, formatCount, formatSeconds, plainText } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { buildError } from './build.errors.ts';
import type { BuildPlan } from './build-plan.ts';
import { closingTable, countReasons } from './closing-table.ts';
import { exportBuild } from './export-build.ts';
import { openBuild } from './open-build.ts';
import type { BuildIntent } from './open-build.ts';
import { showProgressBars } from './progress/progress-bars.ts';
import { showProgressEvents } from './progress/progress-events.ts';
import { showProgressLines } from './progress/progress-lines.ts';
import { groupProgress } from './progress/progress.ts';
import type { Progress } from './progress/progress.ts';
import { watchJob } from './watch-job.ts';
import type { JobState } from './watch-job.ts';

/** One run of `pixmill build`. */
export type BuildRun = {
  readonly plan: BuildPlan;
  readonly intent: BuildIntent;
  readonly json: boolean;
  /** The command as it was typed, for the report. */
  readonly command: string;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly ownOrigins?: readonly string[];
};

/** Builds a dataset, or goes on with one. Returns the exit status; throws catalogue errors. */
export const runBuild = async (run: BuildRun): Promise<number> => {
  const { plan, terminal, signal } = run;
  const startedAt = performance.now();
  const pixmill = await openPixmill({
    settings: run.settings,
    logger: run.logger,
    fetchConcurrency: plan.concurrency,
    ...(plan.perHost === null ? {} : { perHost: plan.perHost }),
    ...(run.ownOrigins === undefined ? {} : { ownOrigins: run.ownOrigins }),
  });
  let progress: Progress | null = null;
  try {
    const lock = await lockDirectory(pixmill, plan.directory);
    try {
      const build = await openBuild(
        { db: pixmill.database.db, queue: pixmill.queue },
        { plan, intent: run.intent, confirmContinue: () => askToContinue(run) },
      );
      progress = showProgress(run);
      const shown = progress;
      await pixmill.startWorker((jobId, changes) => {
        if (jobId === build.jobId) shown.settled(changes);
      });
      const state = await watchJob(pixmill.database.db, { jobId: build.jobId, signal, onState: shown.update });
      shown.stop();
      return await finish({ run, pixmill, build, state, startedAt });
    } finally {
      await lock.release();
    }
  } finally {
    progress?.stop();
    await pixmill.close({ deadlineMs: signal.aborted ? 500 : 10_000 });
  }
};

const finish = async ({
  run,
  pixmill,
  build: { projectId, jobId },
  state,
  startedAt,
}: {
  run: BuildRun;
  pixmill: Pixmill;
  build: { projectId: string; jobId: string };
  state: JobState;
  startedAt: number;
}): Promise<number> => {
  const { plan, signal } = run;
  if (state.job.status === 'failed')
    throw buildError('build.failed', { reason: state.job.errorDetail ?? 'unknown reason' });
  const reasons = await countReasons(pixmill.database.db, jobId);
  const kept = reasons.find(({ outcome }) => outcome === 'kept')?.count ?? 0;
  if (!run.json) run.terminal.out.write(`\n${closingTable(reasons, OUTCOME_SENTENCES)}\n\n`);
  if (kept === 0) throw buildError('build.nothing_kept', { reason: whyNothing(state) });
  const summary = await exportBuild(pixmill, {
    ...{ projectId, jobId, name: plan.name, directory: plan.directory, output: plan.output, signal },
    command: run.command,
    onProgress: () => {},
  });
  const short = groupProgress(state.searches).filter(({ kept: have, target }) => target !== null && have < target);
  const seconds = (performance.now() - startedAt) / 1000;
  if (run.json) {
    const end = { event: 'end', directory: summary.directory, images: summary.images, seconds, reasons };
    run.terminal.out.write(`${JSON.stringify(end)}\n`);
  } else {
    const done = `${formatCount(summary.images)} images in ${formatSeconds(seconds)}`;
    run.terminal.out.write(`${colours.green('✓')} ${done}: ${colours.bold(summary.directory)}\n`);
    run.terminal.out.write(`  Look at ${summary.directory}/report.html\n`);
    for (const { name, kept: have, target } of short.slice(0, 10)) {
      const wanted = formatCount(target ?? 0);
      run.terminal.out.write(`  ${plainText(name, 60)}: ${formatCount(have)} of ${wanted}, its sources have no more\n`);
    }
  }
  const askedInAll = plan.job.maxImages;
  const isShort = askedInAll === null ? short.length > 0 : kept < askedInAll && short.length > 0;
  return isShort ? EXIT.fewer : EXIT.ok;
};

const whyNothing = ({ searches }: JobState): string => {
  const failed = searches.find(({ errorDetail }) => errorDetail !== null);
  if (failed?.errorDetail != null) return failed.errorDetail;
  const discovered = searches.reduce((total, search) => total + search.discovered, 0);
  return discovered === 0
    ? 'nothing was found; try other words or another source.'
    : 'the table above says why; other limits (--mode lenient, --min-size) may keep more.';
};

const showProgress = ({ json, terminal }: BuildRun): Progress => {
  if (json) return showProgressEvents(terminal);
  return terminal.isInteractive ? showProgressBars(terminal) : showProgressLines(terminal);
};

const askToContinue = async ({ terminal, json, plan, signal }: BuildRun): Promise<boolean> => {
  if (!terminal.isInteractive || !process.stdin.isTTY || json) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `A build into ${plan.directory} was interrupted. Go on with it? [Y/n] `;
    const answer = await reader.question(question, { signal });
    return /^(y|yes|)$/i.test(answer.trim());
  } finally {
    reader.close();
  }
};

/** Keeps a second command from building into the same directory at the same time. Throws `build.running`. */
const lockDirectory = async (pixmill: Pixmill, directory: string): Promise<{ release: () => Promise<void> }> => {
  const client = await pixmill.database.pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 7)) as locked',
      [directory],
    );
    if (rows[0]?.locked !== true) throw buildError('build.running', { directory });
  } catch (error) {
    client.release(!(error instanceof PixmillError));
    throw error;
  }
  // Closing the connection gives the lock back, however the command ends.
  return { release: async () => client.release(true) };
};
