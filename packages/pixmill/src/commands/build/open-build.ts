import { existsSync } from 'node:fs';
import { and, eq, gt } from 'drizzle-orm';
import { assertReplaceable } from '../../features/exports/replaceable-directory.ts';
import { createProject, findProjectByDirectory, releaseDirectory } from '../../library/projects.repository.ts';
import { searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import { isPartlyAnalysed } from '../../features/analysis/analysis.repository.ts';
import { hasGivenUp, resumeJob } from '../../mill/job/resume-job.ts';
import { retryFailed } from '../../mill/job/retry-job.ts';
import { latestJob, startJob } from '../../mill/job/start-job.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { JobIntent } from '../jobs/job-intent.ts';
import { differenceOf } from '../jobs/job-request.ts';
import { buildError } from './build.errors.ts';
import type { BuildPlan } from './build-plan.ts';

/** A job that a worker can go on with. */
export type OpenedBuild = { readonly projectId: string; readonly jobId: string; readonly resumed: boolean };

type Services = { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> };

/**
 * Finds or makes the job of a build: one project a directory. Throws `build.*` and `export.directory_exists` before
 * anything is fetched, when the directory is taken or the request does not fit what was begun there.
 */
export const openBuild = async (
  services: Services,
  {
    plan,
    intent,
    confirmContinue,
  }: {
    readonly plan: BuildPlan;
    readonly intent: JobIntent;
    /** Asks a person whether to go on with the interrupted build; answers `false` where nobody can be asked. */
    readonly confirmContinue: () => Promise<boolean>;
  },
): Promise<OpenedBuild> => {
  const { db } = services;
  const { directory } = plan;
  const project = await findProjectByDirectory(db, directory);
  const job = project === null ? null : await latestJob(db, project.id);
  if (project === null || job === null) {
    if (intent.kind !== 'new') throw buildError('build.nothing_to_continue', { directory });
    await assertReplaceable(directory, project?.id ?? '');
    const projectId = project?.id ?? (await createProject(db, { name: plan.name, directory }));
    return beginJob(services, { projectId, plan });
  }
  await assertReplaceable(directory, project.id);
  const opened = { projectId: project.id, jobId: job.id, resumed: true };
  if (intent.kind === 'retry') {
    if (job.status === 'running') await resumeJob(services, job.id);
    await retryFailed(services, { jobId: job.id, reasons: intent.reasons });
    return opened;
  }
  const beginAnew = async (): Promise<OpenedBuild> => {
    await releaseDirectory(db, project);
    return beginJob(services, { projectId: await createProject(db, { name: plan.name, directory }), plan });
  };
  if (job.status === 'completed') {
    if (intent.kind === 'continue') {
      // It is as it is, unless a source of it gave up: that one is asked again.
      if (await hasGivenUp(db, job.id)) await goOn(services, { job, plan });
      return opened;
    }
    if (existsSync(directory)) throw buildError('build.finished', { directory });
    if (plan.analysers.length === 0 || !(await isPartlyAnalysed(db, project.id))) return beginAnew();
    if (!(await confirmContinue())) throw buildError('build.interrupted', { directory });
    return opened;
  }
  // What failed before it had found anything (a list without links, a service that is away) has nothing to go on with.
  if (intent.kind === 'new' && job.status === 'failed' && !(await hasFound(db, job.id))) return beginAnew();
  if (intent.kind === 'new' && !(await confirmContinue())) throw buildError('build.interrupted', { directory });
  await goOn(services, { job, plan });
  return opened;
};

const goOn = async (
  services: Services,
  { job, plan }: { readonly job: JobRow; readonly plan: BuildPlan },
): Promise<void> => {
  const { directory } = plan;
  const difference = await differenceOf(services.db, job, { searches: plan.searches, config: plan.job });
  if (difference !== null) throw buildError('build.other_request', { directory, difference });
  await resumeJob(services, job.id);
};

const hasFound = async (db: Database, jobId: string): Promise<boolean> =>
  (await db.$count(searches, and(eq(searches.jobId, jobId), gt(searches.discovered, 0)))) > 0;

const beginJob = async (
  services: Services,
  { projectId, plan }: { projectId: string; plan: BuildPlan },
): Promise<OpenedBuild> => {
  const jobId = await startJob(services, { projectId, kind: 'crawl', config: plan.job, searches: plan.searches });
  return { projectId, jobId, resumed: false };
};
