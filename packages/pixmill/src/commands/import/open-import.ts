import { and, desc, eq } from 'drizzle-orm';
import { createProject, findProjectByName } from '../../library/projects.repository.ts';
import { jobs } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import { hasGivenUp, resumeJob } from '../../mill/job/resume-job.ts';
import { retryFailed } from '../../mill/job/retry-job.ts';
import { startJob } from '../../mill/job/start-job.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { differenceOf } from '../jobs/job-request.ts';
import { importError } from './import.errors.ts';
import type { ImportPlan } from './import-plan.ts';

/** A job that a worker can go on with. */
export type OpenedImport = { readonly projectId: string; readonly jobId: string };

type Services = { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> };

/**
 * Finds or makes the project of this name, and the job: a new one, or the interrupted one. Throws `import.*` before
 * anything is read when the request does not fit what was begun.
 */
export const openImport = async (
  services: Services,
  {
    plan,
    confirmContinue,
  }: {
    readonly plan: ImportPlan;
    /** Asks a person whether to go on with the interrupted import; answers `false` where nobody can be asked. */
    readonly confirmContinue: () => Promise<boolean>;
  },
): Promise<OpenedImport> => {
  const { db } = services;
  const { project: name, intent } = plan;
  const project = await findProjectByName(db, name);
  const job = project === null ? null : await newestImport(db, project.id);
  if (project === null || job === null) {
    if (intent.kind !== 'new') throw importError('import.nothing_to_continue', { project: name });
    const projectId = project?.id ?? (await createProject(db, { name, directory: null }));
    return begin(services, projectId, plan);
  }
  const opened = { projectId: project.id, jobId: job.id };
  if (intent.kind === 'retry') {
    if (job.status === 'running') await resumeJob(services, job.id);
    await retryFailed(services, { jobId: job.id, reasons: intent.reasons });
    return opened;
  }
  if (job.status !== 'running') {
    // One that failed has ended: it left nothing half-done, so that asking again begins anew.
    return intent.kind === 'continue' ? continueEnded(services, job, opened) : begin(services, project.id, plan);
  }
  if (intent.kind === 'new' && !(await confirmContinue())) throw importError('import.interrupted', { project: name });
  if (plan.searches.length > 0) {
    const difference = await differenceOf(db, job, { searches: plan.searches, config: plan.config });
    if (difference !== null) throw importError('import.other_request', { project: name, difference });
  }
  await resumeJob(services, job.id);
  return opened;
};

/**
 * Asked to go on with what has ended: a failed one, and inputs of a finished one that gave up, are asked again; otherwise
 * a finished one only tells how it ended.
 */
const continueEnded = async (services: Services, job: JobRow, opened: OpenedImport): Promise<OpenedImport> => {
  if (job.status === 'failed' || (await hasGivenUp(services.db, job.id))) await resumeJob(services, job.id);
  return opened;
};

const begin = async (services: Services, projectId: string, plan: ImportPlan): Promise<OpenedImport> => {
  const { config, searches } = plan;
  return { projectId, jobId: await startJob(services, { projectId, kind: 'import', config, searches }) };
};

const newestImport = async (db: Database, projectId: string): Promise<JobRow | null> => {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.projectId, projectId), eq(jobs.kind, 'import')))
    .orderBy(desc(jobs.id))
    .limit(1);
  return row ?? null;
};
