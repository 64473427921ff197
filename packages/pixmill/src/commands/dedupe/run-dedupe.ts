import { withAnalysedFolder } from '../analysed-folder/analysed-folder.ts';
import { askYesNo } from '../ask-yes-no.ts';
import { EXIT } from '../exit-status.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { formatCount } from '../terminal.ts';
import { showCompareProgress } from './compare-progress.ts';
import { dedupeCommandError } from './dedupe.errors.ts';
import type { DedupePlan } from './dedupe-plan.ts';
import { endCopies, type EndedFile } from './end-copies.ts';
import { findCopies, type FoundCopies } from './find-copies.ts';
import { eventsOf, tellCopies, tellEnds } from './tell-copies.ts';
import { writeDedupeReport } from './write-dedupe-report.ts';

/**
 * Finds the copies in a folder, tells of them, writes the report, and moves or deletes them where that was asked for. Returns
 * the exit status; throws catalogue errors.
 */
export const runDedupe = (run: JobRun, plan: DedupePlan, command: string): Promise<number> => {
  const startedAt = performance.now();
  const { root, analysers, threshold, report, end } = plan;
  const { json, terminal, signal } = run;
  return withAnalysedFolder(run, { root, analysers }, async ({ pixmill, projectId, problems }) => {
    const progress = showCompareProgress(run);
    let found: FoundCopies;
    try {
      found = await findCopies(pixmill, { projectId, threshold, signal, progress: progress.update });
    } finally {
      progress.stop();
    }
    if (report !== null) await writeDedupeReport(pixmill, found, { plan, path: report, command, problems });
    const told = { plan, problems, seconds: (performance.now() - startedAt) / 1000 };
    if (!json) terminal.out.write(tellCopies(found, { ...told, columns: terminal.out.columns ?? Infinity }));
    const ended = await endAll(run, plan, found);
    if (json) for (const event of eventsOf(found, { ...told, ended })) terminal.out.write(`${event}\n`);
    else if (end.kind !== 'nothing') terminal.out.write(tellEnds(ended, { plan, found }));
    return ended?.some(({ problem }) => problem !== null) === true ? EXIT.fewer : EXIT.ok;
  });
};

/** `null` when nothing was to be done, or a person did not want it. */
const endAll = async (
  { json, terminal, signal }: JobRun,
  { root, end, isDry }: DedupePlan,
  { groups }: FoundCopies,
): Promise<readonly EndedFile[] | null> => {
  const count = groups.reduce((sum, { copies }) => sum + copies.length, 0);
  if (end.kind === 'nothing' || isDry || count === 0) return null;
  if (end.kind === 'delete' && !end.isSure) {
    if (json || !terminal.isInteractive || !process.stdin.isTTY) {
      throw dedupeCommandError('dedupe_command.nobody_to_ask', { count: formatCount(count) });
    }
    const question = `Delete ${formatCount(count)} ${count === 1 ? 'file' : 'files'} for good?`;
    if (!(await askYesNo(question, { terminal, signal, usual: 'no' }))) return null;
  }
  return endCopies(groups, { root, moveTo: end.kind === 'move' ? end.to : null, signal });
};
