import { eq } from 'drizzle-orm';
import { openPixmill, type Pixmill } from '../../compose.ts';
import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import { images } from '../../library/schema.ts';
import { modelFolderOf, openModelStore } from '../../models/model-store.ts';
import { assertSetUp } from '../analysis/parse-analysers.ts';
import { analyseImages } from '../analysis/analyse-images.ts';
import { takeJobLock } from '../jobs/job-lock.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { showProgress } from '../jobs/show-progress.ts';
import { watchJob } from '../jobs/watch-job.ts';
import { folderError } from './folder.errors.ts';
import { updateFolder } from './update-folder.ts';

/** A folder whose pictures are images of a project, analysed. */
export type AnalysedFolder = {
  readonly pixmill: Pixmill;
  readonly projectId: string;
  /** What went wrong with some of them, a sentence each. */
  readonly problems: readonly string[];
};

/**
 * Brings the pictures of a folder into a project of its own, lets analysers look at them in this process, and hands both to
 * `use`. What is there from an earlier run is used again: only new and changed files are looked at, and those that have
 * gone leave the project. Returns what `use` returns; throws `folder.*`, catalogue errors of Pixmill, and when aborted,
 * which loses nothing. Everything is closed however it ends.
 */
export const withAnalysedFolder = async <Result>(
  run: JobRun,
  {
    root,
    analysers,
  }: {
    /** Real path: `folderRootOf`. */
    readonly root: string;
    /** `null` for those of ANALYZERS and, where there is a model on this machine, `local`. */
    readonly analysers: readonly AnalyserName[] | null;
  },
  use: (folder: AnalysedFolder) => Promise<Result>,
): Promise<Result> => {
  const { settings, logger, signal } = run;
  assertSetUp(analysers ?? settings.analyzers, settings);
  const pixmill = await openPixmill({ settings, logger, decodesSoon: true });
  try {
    const taken = () => folderError('folder.running', { path: root });
    const lock = await takeJobLock(pixmill.database, { name: `folder ${root}`, taken });
    try {
      const projectId = await bringIn(pixmill, run, root);
      if ((await pixmill.database.db.$count(images, eq(images.projectId, projectId))) === 0) {
        throw folderError('folder.nothing_found', { path: root });
      }
      const names = analysers ?? (await usualAnalysers(pixmill));
      const problems = await analyseImages(pixmill, { ...run, projectId, analysers: names });
      return await use({ pixmill, projectId, problems });
    } finally {
      await lock.release();
    }
  } finally {
    await pixmill.close({ deadlineMs: signal.aborted ? 500 : 10_000 });
  }
};

const bringIn = async (pixmill: Pixmill, run: JobRun, root: string): Promise<string> => {
  const { signal } = run;
  const { projectId, jobId, isRunning } = await updateFolder(pixmill, { root, signal });
  if (!isRunning) return projectId;
  const progress = showProgress(run);
  try {
    await pixmill.startWorker({ jobId, settled: progress.settled });
    const { job, searches } = await watchJob(pixmill.database.db, { jobId, signal, onState: progress.update });
    if (job.status !== 'failed') return projectId;
    if (searches.some(({ errorCode }) => errorCode === 'input.empty')) {
      throw folderError('folder.nothing_found', { path: root });
    }
    const reason = searches.find(({ errorDetail }) => errorDetail !== null)?.errorDetail ?? job.errorDetail;
    throw folderError('folder.failed', { path: root, reason: reason ?? 'unknown reason' });
  } finally {
    progress.stop();
  }
};

const usualAnalysers = async ({ settings }: Pixmill): Promise<readonly AnalyserName[]> => {
  const { analyzers } = settings;
  if (analyzers.includes('local')) return analyzers;
  const models = await openModelStore({ directory: modelFolderOf(settings) }).list();
  return models.length === 0 ? analyzers : [...analyzers, 'local'];
};
