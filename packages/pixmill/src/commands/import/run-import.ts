import { and, eq } from 'drizzle-orm';
import type { Outcome } from '../../library/outcome.ts';
import { images } from '../../library/schema.ts';
import { askYesNo } from '../ask-yes-no.ts';
import { EXIT } from '../exit-status.ts';
import { closingTable } from '../jobs/closing-table.ts';
import { countReasons } from '../../library/outcome-counts.repository.ts';
import type { ReasonCount } from '../../library/outcome-counts.repository.ts';
import { problemsOf } from '../jobs/job-problems.ts';
import { runJob } from '../jobs/run-job.ts';
import type { EndedJob, JobRun } from '../jobs/run-job.ts';
import type { JobState } from '../jobs/watch-job.ts';
import { OUTCOME_SENTENCES } from '../../outcome-sentences.ts';
import { colours, formatCount, formatImages, formatSeconds } from '../terminal.ts';
import { importError } from './import.errors.ts';
import type { ImportPlan } from './import-plan.ts';
import { openImport } from './open-import.ts';
import type { OpenedImport } from './open-import.ts';

/** One run of `pixmill import`. */
export type ImportRun = JobRun & { readonly plan: ImportPlan };

/** Brings images into a project, or goes on with it. Returns the exit status; throws catalogue errors. */
export const runImport = (run: ImportRun): Promise<number> => {
  const { plan, terminal, signal } = run;
  const { project } = plan;
  const question = `An import into ${project} was interrupted. Go on with it?`;
  return runJob(run, {
    fetching: plan,
    lock: { name: `project ${project}`, taken: () => importError('import.running', { project }) },
    open: ({ database: { db }, queue }) =>
      openImport(
        { db, queue },
        { plan, confirmContinue: async () => !run.json && (await askYesNo(question, { terminal, signal })) },
      ),
    finish: (ended) => finish(run, ended),
  });
};

const finish = async (
  { plan: { project }, json, terminal }: ImportRun,
  { pixmill, opened: { projectId, jobId }, state, seconds }: EndedJob<OpenedImport>,
): Promise<number> => {
  const { db } = pixmill.database;
  if (state.job.status === 'failed') {
    throw importError('import.failed', { project, reason: state.job.errorDetail ?? 'unknown reason' });
  }
  const reasons = await countReasons(db, [jobId]);
  const kept = countOf(reasons, 'kept');
  const problems = problemsOf(state);
  const inProject = await db.$count(images, and(eq(images.projectId, projectId), eq(images.status, 'kept')));
  if (json) {
    const end = { event: 'end', project, project_id: projectId, job_id: jobId, kept, images: inProject };
    terminal.out.write(`${JSON.stringify({ ...end, seconds: seconds(), reasons, problems })}\n`);
  } else if (reasons.length > 0) {
    const { columns = Infinity } = terminal.out;
    terminal.out.write(`\n${closingTable(reasons, { sentences: OUTCOME_SENTENCES, columns })}\n\n`);
  }
  if (kept === 0 && countOf(reasons, 'duplicate') === 0) {
    throw importError('import.nothing_kept', { project, reason: whyNothing(state) });
  }
  const status = problems.length === 0 ? EXIT.ok : EXIT.fewer;
  if (json) return status;
  const news =
    kept === 0
      ? 'Nothing new: all of it was there already'
      : `${formatImages(kept)} imported in ${formatSeconds(seconds())}`;
  const name = /\s/.test(project) ? `"${project}"` : project;
  terminal.out.write(
    `${colours.green('✓')} ${news}; ${colours.bold(project)} has ${formatCount(inProject)}\n` +
      `  Write it out: pixmill export ${name} --out DIRECTORY\n`,
  );
  for (const problem of problems.slice(0, 10)) terminal.out.write(`  ${colours.yellow('!')} ${problem}\n`);
  return status;
};

const countOf = (reasons: readonly ReasonCount[], wanted: Outcome): number =>
  reasons.reduce((sum, { outcome, count }) => sum + (outcome === wanted ? count : 0), 0);

const whyNothing = ({ searches }: JobState): string => {
  const failed = searches.find(({ errorDetail }) => errorDetail !== null);
  if (failed?.errorDetail != null) return failed.errorDetail;
  const discovered = searches.reduce((total, search) => total + search.discovered, 0);
  return discovered === 0
    ? 'nothing was found there; check the paths.'
    : 'the table above says why; other limits (--mode lenient, --min-size) may keep more.';
};
