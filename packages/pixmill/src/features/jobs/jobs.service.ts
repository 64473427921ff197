import { recordActivity, type ActivityAction } from '../../library/activity.repository.ts';
import type { NewSearch } from '../../library/job.ts';
import { jobConfigOfBody } from '../../library/job-config-body.ts';
import type { Requester } from '../../library/job-ends.ts';
import { jobError } from '../../library/job.errors.ts';
import { distinctKeywords } from '../../library/keywords.ts';
import { holdProject } from '../../library/projects.repository.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import type { JobBody } from './job.schema.ts';
import type { Asker, JobServices, Viewer } from './job-services.ts';
import { findJob, type JobSummary } from './jobs.repository.ts';

const MOST_IMAGES = 100;

const requesterOf = ({ userId, address, requestId }: Asker): Requester => ({ userId, address, requestId });

/** One job that somebody may see. Throws `job.not_found`. */
export const requireJob = async (db: Queryable, viewer: Viewer, id: string): Promise<JobSummary> => {
  const found = await findJob(db, viewer, id);
  if (found === null) throw jobError('job.not_found');
  return found;
};

const record = (
  tx: Transaction,
  asker: Asker,
  { action, id, name }: { action: ActivityAction; id: string; name: string | null },
): Promise<void> =>
  recordActivity(tx, {
    ...requesterOf(asker),
    action,
    resourceType: 'job',
    resourceId: id,
    detail: { name: name ?? id },
  });

/** Every source is asked for every keyword, which labels what comes of it. */
const searchesOf = (keywords: readonly string[], sources: readonly string[]): readonly NewSearch[] =>
  keywords.flatMap((keyword, targetGroup) =>
    sources.map((source) => ({ source, query: keyword, label: keyword, targetGroup, target: null })),
  );

/** Makes a job that waits to be started. Throws `job.no_project`, `job.bad_bytes`, `source.*`, `licence.*`. */
export const createJob = (
  services: JobServices,
  asker: Asker,
  body: JobBody,
  keep: KeepAnswer<JobSummary>,
): Promise<JobSummary> => {
  const { name, max_images: maxImages = MOST_IMAGES, sources: named, search_engine: engine, config = {} } = body;
  const keywords = distinctKeywords(body.keywords);
  const names = [...(named ?? []), ...(engine === undefined ? [] : [engine])];
  const sources = services.selectSources(names.length === 0 ? null : names);
  const jobConfig = jobConfigOfBody(config, { maxImages });
  return services.db.transaction(async (tx) => {
    if (!(await holdProject(tx, asker, body.project_id))) throw jobError('job.no_project');
    const id = await services.mill.create(tx, {
      projectId: body.project_id,
      kind: 'crawl',
      name: name.trim(),
      createdBy: asker.userId,
      config: jobConfig,
      request: { keywords, sources, max_images: maxImages, config },
      searches: searchesOf(keywords, sources),
    });
    await record(tx, asker, { action: 'create', id, name: name.trim() });
    const made = await requireJob(tx, asker, id);
    await keep(tx, made);
    return made;
  });
};

/** Starts a pending job; returns the ids of its tasks. Throws `job.not_found`, `job.not_pending`. */
export const startJob = ({ db, mill }: JobServices, asker: Asker, id: string): Promise<readonly string[]> =>
  db.transaction(async (tx) => {
    const { job } = await requireJob(tx, asker, id);
    const taskIds = await mill.start(tx, id);
    await record(tx, asker, { action: 'start', id, name: job.name });
    return taskIds;
  });

/** Cancels a job; returns what was kept from running on. Throws `job.not_found`, `job.not_cancellable`. */
export const cancelJob = (
  { db, mill }: JobServices,
  asker: Asker,
  id: string,
): Promise<{ readonly waiting: number; readonly running: number }> =>
  db.transaction(async (tx) => {
    await requireJob(tx, asker, id);
    return mill.cancel(tx, { jobId: id, requester: requesterOf(asker) });
  });

/** Lets a job run again. Throws `job.not_found`, `job.not_retryable`, `job.nothing_to_retry`. */
export const retryJob = (
  { db, mill }: JobServices,
  asker: Asker,
  { id, reasons }: { readonly id: string; readonly reasons: readonly string[] },
): Promise<JobSummary> =>
  db.transaction(async (tx) => {
    const { job } = await requireJob(tx, asker, id);
    await mill.retry(tx, { jobId: id, reasons, requestedBy: asker.userId });
    await record(tx, asker, { action: 'retry', id, name: job.name });
    return requireJob(tx, asker, id);
  });

/** Deletes a job with its candidates and images. Throws `job.not_found`. */
export const deleteJob = async ({ db, mill }: JobServices, asker: Asker, id: string): Promise<void> => {
  const { job } = await requireJob(db, asker, id);
  await mill.remove(id, (tx) => record(tx, asker, { action: 'delete', id, name: job.name }));
};
