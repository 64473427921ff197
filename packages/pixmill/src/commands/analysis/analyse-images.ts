import type { Pixmill } from '../../compose.ts';
import { analyseProject } from '../../features/analysis/analyse-project.service.ts';
import { askForMissing, countPending, readProblems } from '../../features/analysis/analysis.repository.ts';
import { openAnalysers, type AnalyserName } from '../../features/analysis/open-analysers.ts';
import { formatImages } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { showAnalysisProgress } from './analysis-progress.ts';

/** What looks at the images of a project, and where a person sees how it goes. */
type AnalysisRun = {
  readonly projectId: string;
  readonly analysers: readonly AnalyserName[];
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
};

/**
 * Lets analysers look at all images of a project in this process, but for those they have seen already, and shows how it
 * goes. Returns what went wrong, a sentence each; throws when aborted, and what has been done until then is kept.
 */
export const analyseImages = async (
  { database: { db }, settings, storage, decoders, models }: Pixmill,
  { projectId, analysers, json, terminal, signal }: AnalysisRun,
): Promise<readonly string[]> => {
  await askForMissing(db, { projectId, analysers });
  const all = await countPending(db, projectId);
  const local = { storage, decoders, models, maxPixels: settings.maxPixels };
  if (all > 0) {
    const progress = showAnalysisProgress({ json, terminal, all });
    try {
      const opened = await openAnalysers({ ...settings, analyzers: analysers }, local);
      await analyseProject({ db, analysers: opened, projectId, signal, onProgress: progress.update });
    } finally {
      progress.stop();
    }
  }
  const problems = await readProblems(db, projectId);
  return problems.map(({ problem, images }) => `${formatImages(images)}: ${problem}`);
};
