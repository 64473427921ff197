import { setTimeout as wait } from 'node:timers/promises';
import type { Pixmill } from '../../compose.ts';
import { analyseProject } from '../../features/analysis/analyse-project.service.ts';
import { askForMissing, countDue, nextResume, readProblems } from '../../features/analysis/analysis.repository.ts';
import { createAnalysers } from '../../features/analysis/open-analysers.ts';
import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import { formatImages } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { showAnalysisProgress } from './analysis-progress.ts';

/** What looks at the images of a project, and where a person sees how it goes. */
type AnalysisRun = {
  readonly projectId: string;
  readonly analysers: readonly AnalyserName[];
  /** Leaves out what a better copy stands for. */
  readonly onlyKept?: boolean;
  /** Looks again at images at which an analyser failed before. */
  readonly retryFailed?: boolean;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
};

/** A service that wants to be left alone for longer is left to a later run. */
const MOST_WAIT_MS = 90_000;

/**
 * Lets analysers look at all images of a project in this process, but for those they have seen already, and shows how it
 * goes. Returns what went wrong or has to wait, a sentence each; throws when aborted, and what has been done until then is
 * kept.
 */
export const analyseImages = async (
  { database: { db }, logger, ...parts }: Pixmill,
  { projectId, analysers, onlyKept = false, retryFailed = false, json, terminal, signal }: AnalysisRun,
): Promise<readonly string[]> => {
  await askForMissing(db, { projectId, analysers, onlyKept, retryFailed });
  const all = await countDue(db, { projectId, onlyKept });
  if (all > 0) {
    const opened = await createAnalysers({ db, ...parts }).open(analysers);
    const progress = showAnalysisProgress({ json, terminal, all });
    let ended = 0;
    const goOn = (): Promise<void> => {
      const before = ended;
      return analyseProject({
        db,
        analysers: opened,
        projectId,
        onlyKept,
        signal,
        onProgress: (count) => {
          ended = before + count;
          progress.update(Math.min(all, ended));
        },
        onFault: (error) => logger.error({ err: error }, 'an analyser failed on an image'),
      });
    };
    try {
      do await goOn();
      while (await comesSoon(db, projectId, signal));
    } finally {
      progress.stop();
    }
  }
  const problems = await readProblems(db, projectId);
  return problems.map(({ problem, images }) => `${formatImages(images)}: ${problem}`);
};

/** Waits for images that are put off, when it is not for long. Returns whether there are some to go on with. */
const comesSoon = async (db: Pixmill['database']['db'], projectId: string, signal: AbortSignal): Promise<boolean> => {
  const next = await nextResume(db, projectId);
  const ms = next === null ? Infinity : next.getTime() - Date.now();
  if (ms > MOST_WAIT_MS) return false;
  await wait(Math.max(0, ms), undefined, { signal });
  return true;
};
