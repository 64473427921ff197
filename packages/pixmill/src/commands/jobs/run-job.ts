import { openPixmill } from '../../compose.ts';
import type { Pixmill } from '../../compose.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { FetchPlan } from '../options/job-options.ts';
import type { Terminal } from '../terminal.ts';
import { takeJobLock } from './job-lock.ts';
import type { Progress } from './progress/progress.ts';
import { showProgress } from './show-progress.ts';
import { watchJob } from './watch-job.ts';
import type { JobState } from './watch-job.ts';

/** What every command that runs a job in this process is given. */
export type JobRun = {
  readonly json: boolean;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Origins of this process's own servers (the demo). */
  readonly ownOrigins?: readonly string[];
};

/** A job that has ended, with everything still open. */
export type EndedJob<Opened> = {
  readonly pixmill: Pixmill;
  readonly opened: Opened;
  readonly state: JobState;
  /** Since the command began. */
  readonly seconds: () => number;
};

/**
 * Runs one job from its start to its end: opens Pixmill, keeps other commands out, opens the job, works on it and shows how
 * it goes. Returns what `finish` returns; throws when aborted, and catalogue errors. Closes everything however it ends.
 */
export const runJob = async <Opened extends { readonly jobId: string }>(
  run: JobRun,
  {
    fetching,
    lock: { name, taken },
    open,
    finish,
  }: {
    readonly fetching: FetchPlan;
    readonly lock: { readonly name: string; readonly taken: () => PixmillError };
    readonly open: (pixmill: Pixmill) => Promise<Opened>;
    readonly finish: (ended: EndedJob<Opened>) => Promise<number>;
  },
): Promise<number> => {
  const startedAt = performance.now();
  const pixmill = await openPixmill({
    settings: run.settings,
    logger: run.logger,
    decodesSoon: true,
    fetchConcurrency: fetching.concurrency,
    ...(fetching.perHost === null ? {} : { perHost: fetching.perHost }),
    ...(run.ownOrigins === undefined ? {} : { ownOrigins: run.ownOrigins }),
  });
  let progress: Progress | null = null;
  try {
    const lock = await takeJobLock(pixmill.database, { name, taken });
    try {
      const opened = await open(pixmill);
      const shown = showProgress(run);
      progress = shown;
      await pixmill.startWorker({ jobId: opened.jobId, settled: shown.settled });
      const { signal } = run;
      const state = await watchJob(pixmill.database.db, { jobId: opened.jobId, signal, onState: shown.update });
      shown.stop();
      return await finish({ pixmill, opened, state, seconds: () => (performance.now() - startedAt) / 1000 });
    } finally {
      await lock.release();
    }
  } finally {
    progress?.stop();
    await pixmill.close({ deadlineMs: run.signal.aborted ? 500 : 10_000 });
  }
};
