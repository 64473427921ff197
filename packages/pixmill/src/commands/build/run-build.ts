import { assertNotForeign } from '../../features/exports/replaceable-directory.ts';
import type { Pixmill } from '../../compose.ts';
import { analyseImages } from '../analysis/analyse-images.ts';
import { askYesNo } from '../ask-yes-no.ts';
import { EXIT } from '../exit-status.ts';
import { exportProject } from '../../export-project.ts';
import { closingTable } from '../jobs/closing-table.ts';
import { countReasons } from '../../library/outcome-counts.repository.ts';
import type { JobIntent } from '../jobs/job-intent.ts';
import { problemsOf } from '../jobs/job-problems.ts';
import { groupProgress } from '../jobs/progress/progress.ts';
import { runJob } from '../jobs/run-job.ts';
import type { EndedJob, JobRun } from '../jobs/run-job.ts';
import type { JobState } from '../jobs/watch-job.ts';
import { OUTCOME_SENTENCES } from '../../outcome-sentences.ts';
import { colours, formatCount, formatImages, formatSeconds, plainText } from '../terminal.ts';
import { buildError } from './build.errors.ts';
import type { BuildPlan } from './build-plan.ts';
import { openBuild } from './open-build.ts';
import type { OpenedBuild } from './open-build.ts';

/** One run of `pixmill build`. */
export type BuildRun = JobRun & {
  readonly plan: BuildPlan;
  readonly intent: JobIntent;
  /** The command as it was typed, for the report. */
  readonly command: string;
};

/** Builds a dataset, or goes on with one. Returns the exit status; throws catalogue errors. */
export const runBuild = async (run: BuildRun): Promise<number> => {
  const { plan, intent } = run;
  const { directory } = plan;
  await assertNotForeign(directory);
  return runJob(run, {
    fetching: plan,
    lock: { name: directory, taken: () => buildError('build.running', { directory }) },
    open: ({ database: { db }, queue }) =>
      openBuild({ db, queue }, { plan, intent, confirmContinue: () => askToContinue(run) }),
    finish: (ended) => finish(run, ended),
  });
};

/** Lets analysers look at what was kept; returns what went wrong. */
const analyse = async (run: BuildRun, pixmill: Pixmill, projectId: string): Promise<readonly string[]> => {
  const { analysers } = run.plan;
  return analysers.length === 0
    ? []
    : analyseImages(pixmill, { ...run, projectId, analysers, onlyKept: true, retryFailed: true });
};

const finish = async (
  run: BuildRun,
  { pixmill, opened: { projectId, jobId }, state, seconds: since }: EndedJob<OpenedBuild>,
): Promise<number> => {
  const { plan, signal } = run;
  if (state.job.status === 'failed') throw failureOf(state);
  const reasons = await countReasons(pixmill.database.db, [jobId]);
  const kept = reasons.find(({ outcome }) => outcome === 'kept')?.count ?? 0;
  const { columns = Infinity } = run.terminal.out;
  if (!run.json) run.terminal.out.write(`\n${closingTable(reasons, { sentences: OUTCOME_SENTENCES, columns })}\n\n`);
  if (kept === 0) throw buildError('build.nothing_kept', { reason: whyNothing(state) });
  const looked = await analyse(run, pixmill, projectId);
  const summary = await exportProject(pixmill, {
    projectId,
    name: plan.name,
    directory: plan.directory,
    output: plan.output,
    words: plan.tags ? 'described' : plan.analysers.length === 0 ? 'stored' : 'own',
    command: run.command,
    signal,
    onProgress: () => {},
  });
  const short = groupProgress(state.searches).filter(({ kept: have, target }) => target !== null && have < target);
  const problems = [...problemsOf(state), ...looked];
  const seconds = since();
  if (run.json) {
    const { directory, images } = summary;
    const end = { event: 'end', directory, images, seconds, reasons, problems };
    run.terminal.out.write(`${JSON.stringify(end)}\n`);
  } else {
    const done = `${formatImages(summary.images)} in ${formatSeconds(seconds)}`;
    run.terminal.out.write(`${colours.green('✓')} ${done}: ${colours.bold(summary.directory)}\n`);
    run.terminal.out.write(`  Look at ${summary.directory}/report.html\n`);
    for (const problem of problems.slice(0, 10)) run.terminal.out.write(`  ${colours.yellow('!')} ${problem}\n`);
    for (const { name, kept: have, target } of short.slice(0, 10)) {
      const why = problems.length === 0 ? ', its sources have no more' : '';
      const counts = `${formatCount(have)} of ${formatCount(target ?? 0)}`;
      run.terminal.out.write(`  ${plainText(name, 60)}: ${counts}${why}\n`);
    }
  }
  const askedInAll = plan.job.maxImages;
  if (askedInAll !== null && kept >= askedInAll) return EXIT.ok;
  return short.length > 0 || problems.length > 0 ? EXIT.fewer : EXIT.ok;
};

/** Why a build stopped, and what helps when something was done until then. */
const failureOf = ({ job, searches }: JobState): Error => {
  const reason = job.errorDetail ?? 'The build failed.';
  const isBegun = searches.some(({ discovered }) => discovered > 0);
  const advice = isBegun ? ' What was done is kept: go on with --continue.' : '';
  return buildError('build.failed', { reason, advice });
};

const whyNothing = ({ searches }: JobState): string => {
  const failed = searches.find(({ errorDetail }) => errorDetail !== null);
  if (failed?.errorDetail != null) return failed.errorDetail;
  const discovered = searches.reduce((total, search) => total + search.discovered, 0);
  return discovered === 0
    ? 'nothing was found; try other words or another source.'
    : 'the table above says why; other limits (--mode lenient, --min-size) may keep more.';
};

const askToContinue = async ({ terminal, json, plan, signal }: BuildRun): Promise<boolean> =>
  !json && askYesNo(`A build into ${plan.directory} was interrupted. Go on with it?`, { terminal, signal });
