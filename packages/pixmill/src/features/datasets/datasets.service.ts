import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { recordActivity, type ActivityAction } from '../../library/activity.repository.ts';
import { recordDatasetEnd, requestArchive } from '../../library/dataset-ends.ts';
import type { DatasetRequest } from '../../library/dataset-request.ts';
import { datasetError } from '../../library/dataset.errors.ts';
import { jobConfigOfBody } from '../../library/job-config-body.ts';
import { distinctKeywords } from '../../library/keywords.ts';
import { projects } from '../../library/schema.ts';
import { datasets } from '../../library/service.schema.ts';
import type { Requester } from '../../library/tell-of-end.ts';
import type { Queryable, Transaction } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { KeepAnswer } from '../../platform/http/idempotency.ts';
import { labelGroups, planCrawl, statusOf } from './dataset.rules.ts';
import type { CrawlPlan } from './dataset.rules.ts';
import type { DatasetBody, DatasetChanges } from './dataset.schema.ts';
import type { Asker, DatasetServices } from './dataset-services.ts';
import { findDataset, isShared, keptByLabel, lockDataset } from './datasets.repository.ts';
import type { DatasetSummary, Viewer } from './datasets.repository.ts';

const MOST_IMAGES = 100;
/** Keywords in all, so that nobody asks a source a thousand things in one call. */
const MOST_KEYWORDS = 100;

const requesterOf = ({ userId, address, requestId }: Asker): Requester => ({ userId, address, requestId });

const statusOfSummary = ({ dataset, job }: DatasetSummary) =>
  statusOf({ archiveStatus: dataset.archiveStatus, jobStatus: job?.status ?? null });

const record = (
  tx: Transaction,
  asker: Asker,
  { action, id, name }: { action: ActivityAction; id: string; name: string },
): Promise<void> =>
  recordActivity(tx, {
    ...requesterOf(asker),
    action,
    resourceType: 'dataset',
    resourceId: id,
    detail: { name },
  });

/** A dataset that somebody may see. Throws `dataset.not_found`. */
export const requireDataset = async (db: Queryable, viewer: Viewer, id: string): Promise<DatasetSummary> => {
  const found = await findDataset(db, viewer, id);
  if (found === null) throw datasetError('dataset.not_found');
  return found;
};

/** What a request means. Throws `dataset.*`, `source.*`, `licence.*`, `job.bad_bytes`. */
const understand = ({ selectSources }: DatasetServices, body: DatasetBody): DatasetRequest => {
  const names = [...(body.sources ?? []), ...(body.search_engines ?? [])];
  const request = {
    keywords: distinctKeywords(body.keywords ?? []),
    categories: Object.fromEntries(
      Object.entries(body.categories ?? {}).map(([label, words]) => [label.trim(), distinctKeywords(words)]),
    ),
    maxImages: body.max_images ?? MOST_IMAGES,
  };
  const count = labelGroups(request).reduce((sum, { keywords }) => sum + keywords.length, 0);
  if (count === 0) throw datasetError('dataset.no_keywords');
  if (count > MOST_KEYWORDS) throw datasetError('dataset.too_many_keywords', { count, most: MOST_KEYWORDS });
  // What is wrong with it is said before anything is made.
  jobConfigOfBody(body.config ?? {}, request);
  return {
    ...request,
    sources: selectSources(names.length === 0 ? null : names),
    ...(body.config === undefined ? {} : { config: body.config }),
  };
};

/** Makes the crawl of a dataset; returns its id. */
const createCrawl = (
  tx: Transaction,
  { mill }: DatasetServices,
  {
    dataset,
    config = {},
    plan,
    userId,
  }: {
    dataset: { readonly id: string; readonly projectId: string; readonly name: string };
    config: DatasetRequest['config'];
    plan: CrawlPlan;
    userId: string;
  },
): Promise<string> =>
  mill.create(tx, {
    projectId: dataset.projectId,
    kind: 'crawl',
    name: dataset.name,
    createdBy: userId,
    config: jobConfigOfBody(config, plan),
    request: { dataset_id: dataset.id, max_images: plan.maxImages },
    searches: plan.searches,
  });

/**
 * Makes a dataset in a project of its own, and starts its crawl. Throws `dataset.no_keywords`,
 * `dataset.too_many_keywords`, `source.*`, `licence.*`, `job.bad_bytes`.
 */
export const createDataset = async (
  services: DatasetServices,
  asker: Asker,
  body: DatasetBody,
  keep: KeepAnswer<DatasetSummary>,
): Promise<DatasetSummary> => {
  const request = understand(services, body);
  const plan = planCrawl(request, { total: 0, ofLabel: () => 0 });
  if (plan === null) throw datasetError('dataset.no_keywords');
  const { userId } = asker;
  const name = body.name.trim();
  const { description = null } = body;
  return services.db.transaction(async (tx) => {
    const dataset = { id: uuidv7(), projectId: uuidv7(), name };
    const project = { id: dataset.projectId, ownerId: userId, name, description: description ?? '' };
    await tx.insert(projects).values(project);
    const jobId = await createCrawl(tx, services, { dataset, config: request.config, plan, userId });
    await tx.insert(datasets).values({ ...dataset, ownerId: userId, jobId, description, request });
    await services.mill.start(tx, jobId);
    await record(tx, asker, { action: 'create', id: dataset.id, name });
    const made = await requireDataset(tx, asker, dataset.id);
    await keep(tx, made);
    return made;
  });
};

/** Changes what a dataset is called. Throws `dataset.not_found`. */
export const changeDataset = (
  { db }: DatasetServices,
  asker: Asker,
  { id, changes }: { readonly id: string; readonly changes: DatasetChanges },
): Promise<DatasetSummary> =>
  db.transaction(async (tx) => {
    await requireDataset(tx, asker, id);
    const { name, description } = changes;
    const values = {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(description === undefined ? {} : { description }),
    };
    await tx
      .update(datasets)
      .set({ ...values, updatedAt: new Date() })
      .where(eq(datasets.id, id));
    const changed = await requireDataset(tx, asker, id);
    await record(tx, asker, { action: 'update', id, name: changed.dataset.name });
    return changed;
  });

/**
 * Ends a dataset that has not ended yet: its crawl, or its archive; what was kept stays. Throws `dataset.not_found`,
 * `dataset.not_cancellable`.
 */
export const cancelDataset = (services: DatasetServices, asker: Asker, id: string): Promise<DatasetSummary> =>
  services.db.transaction(async (tx) => {
    const { dataset, job, ...summary } = await requireDataset(tx, asker, id);
    const status = statusOfSummary({ dataset, job, ...summary });
    const refusal = (now: string) => datasetError('dataset.not_cancellable', { status: now });
    if (status !== 'pending' && status !== 'processing') throw refusal(status);
    const requester = requesterOf(asker);
    if (job !== null && job.status !== 'completed') {
      await services.mill.cancel(tx, { jobId: job.id, requester }).catch((error: unknown) => {
        // It ended in this very moment.
        if (error instanceof PixmillError && error.code.startsWith('job.')) throw refusal('ended');
        throw error;
      });
      return requireDataset(tx, asker, id);
    }
    const locked = await lockDataset(tx, id);
    if (locked === null) throw datasetError('dataset.not_found');
    if (locked.archiveStatus !== 'building') throw refusal('ended');
    await tx.update(datasets).set({ archiveStatus: 'cancelled', updatedAt: new Date() }).where(eq(datasets.id, id));
    const occurrence = `cancelled ${new Date().toISOString()}`;
    await recordDatasetEnd(tx, services, { dataset: locked, end: 'cancelled', reason: null, occurrence, requester });
    return requireDataset(tx, asker, id);
  });

/**
 * Builds a dataset again: a crawl brings what it lacks, and its archive is written anew; until that is there, the one
 * before can be downloaded. Throws `dataset.not_found`, `dataset.not_buildable`, `source.*`.
 */
export const buildDataset = (services: DatasetServices, asker: Asker, id: string): Promise<DatasetSummary> =>
  services.db.transaction(async (tx) => {
    await requireDataset(tx, asker, id);
    // Two that build it at once: the second one sees what the first one did.
    const dataset = await lockDataset(tx, id);
    const { job, request, ...summary } = await requireDataset(tx, asker, id);
    if (dataset === null) throw datasetError('dataset.not_found');
    const status = statusOfSummary({ ...summary, job, request });
    if (status === 'pending' || status === 'processing') throw datasetError('dataset.not_buildable', { status });
    services.selectSources(request.sources);
    const kept = await keptByLabel(tx, dataset.projectId);
    const total = [...kept.values()].reduce((sum, count) => sum + count, 0);
    const plan = planCrawl(request, { total, ofLabel: (label) => kept.get(label) ?? 0 });
    if (plan === null) {
      // Nothing is missing: a crawl that failed or was cancelled is not what its state follows from any more.
      if (job?.status !== 'completed') await tx.update(datasets).set({ jobId: null }).where(eq(datasets.id, id));
      await requestArchive(tx, services, id);
    } else {
      const jobId = await createCrawl(tx, services, { dataset, config: request.config, plan, userId: dataset.ownerId });
      const begun = { jobId, archiveStatus: 'none', errorCode: null, errorDetail: null } as const;
      await tx
        .update(datasets)
        .set({ ...begun, updatedAt: new Date() })
        .where(eq(datasets.id, id));
      await services.mill.start(tx, jobId);
    }
    await record(tx, asker, { action: 'build', id, name: dataset.name });
    return requireDataset(tx, asker, id);
  });

/**
 * Deletes a dataset with its archive and its project; a project in which people have done other things too stays. Throws
 * `dataset.not_found`.
 */
export const deleteDataset = async (services: DatasetServices, asker: Asker, id: string): Promise<void> => {
  const archiveKey = await services.db.transaction(async (tx) => {
    const { dataset, job } = await requireDataset(tx, asker, id);
    if (await isShared(tx, dataset)) {
      if (job?.status === 'pending' || job?.status === 'running') {
        await services.mill.cancel(tx, { jobId: job.id, requester: requesterOf(asker) });
      }
      await tx.delete(datasets).where(eq(datasets.id, id));
    } else {
      await services.mill.removeProject(tx, dataset.projectId);
    }
    await record(tx, asker, { action: 'delete', id, name: dataset.name });
    return dataset.archiveKey;
  });
  // What is not removed now is removed by the sweeper.
  if (archiveKey !== null) await services.storage.remove(archiveKey).catch(() => undefined);
};
