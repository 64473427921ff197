import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { lockProject } from '../../library/project-lock.ts';
import { markProjects } from '../../library/projects.repository.ts';
import { enqueueRemovals } from '../../library/removal.jobs.ts';
import { candidates, chunks, images, jobs, projects, searches } from '../../library/schema.ts';
import { searchWords } from '../../library/search.schema.ts';
import { datasets } from '../../library/service.schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { removeSome } from '../../platform/database/remove-some.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { lockAnyJob } from '../job/advance-job.ts';
import { revokeParts } from '../job/cancel-job.ts';
import { removeParts, USUAL_SIZE } from './remove-parts.ts';
import type { RemovalServices, RemovalSize, RemovedPart } from './remove-parts.ts';

/**
 * Removes a project with everything in it: nobody sees it from the end of the caller's transaction on, and what is in it
 * goes in the background, part by part, whatever its size.
 */
export const removeProject = async (
  tx: Transaction,
  queue: Pick<Queue, 'enqueue'>,
  projectId: string,
): Promise<void> => {
  const marked = await markProjects(tx, eq(projects.id, projectId));
  await enqueueRemovals(
    tx,
    queue,
    marked.map((id) => ({ kind: 'project', id })),
  );
};

/** Removes the next parts of a project that is marked as removed; returns whether nothing is left of it. */
export const removeProjectParts = (
  services: RemovalServices,
  projectId: string,
  { signal, ...size }: RemovalSize & { readonly signal: AbortSignal },
): Promise<boolean> => {
  const { parts, ...limits } = { ...USUAL_SIZE, ...size };
  return removeParts(services, { parts, signal }, (tx) => removePart(tx, services, { projectId, ...limits }));
};

type Limits = { readonly projectId: string } & Required<Pick<RemovalSize, 'imagesAtOnce' | 'rowsAtOnce'>>;

/** From what hangs on others to what others hang on, so that no deletion has more to do than it was given. */
const removePart = async (
  tx: Transaction,
  { queue }: Pick<RemovalServices, 'queue'>,
  { projectId, imagesAtOnce, rowsAtOnce: limit }: Limits,
): Promise<RemovedPart> => {
  await lockProject(tx, projectId);
  if (await stopJob(tx, queue, projectId)) return { isDone: false };
  const leaving = await tx
    .select({ id: images.id, sha256: images.sha256 })
    .from(images)
    .where(eq(images.projectId, projectId))
    .orderBy(asc(images.createdAt), asc(images.id))
    .limit(imagesAtOnce);
  if (leaving.length > 0) {
    const ids = leaving.map(({ id }) => id);
    await tx.delete(images).where(inArray(images.id, ids));
    return { isDone: false, sha256s: leaving.map(({ sha256 }) => sha256) };
  }
  const ofJobs = sql`in (select ${jobs.id} from ${jobs} where ${jobs.projectId} = ${projectId})`;
  for (const [table, where] of [
    [candidates, eq(candidates.projectId, projectId)],
    [searchWords, eq(searchWords.projectId, projectId)],
    [chunks, sql`${chunks.jobId} ${ofJobs}`],
    [searches, sql`${searches.jobId} ${ofJobs}`],
    [jobs, eq(jobs.projectId, projectId)],
  ] as const) {
    if ((await removeSome(tx, table, { where, limit })) > 0) return { isDone: false };
  }
  const archives = await tx
    .select({ key: datasets.archiveKey })
    .from(datasets)
    .where(and(eq(datasets.projectId, projectId), isNotNull(datasets.archiveKey)));
  await tx.delete(projects).where(eq(projects.id, projectId));
  return { isDone: true, keys: archives.flatMap(({ key }) => key ?? []) };
};

/** Tells the parts of a job that has not ended to stop; returns whether there was one. */
const stopJob = async (tx: Transaction, queue: RemovalServices['queue'], projectId: string): Promise<boolean> => {
  const [open] = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.projectId, projectId), inArray(jobs.status, ['pending', 'running'])))
    .orderBy(asc(jobs.id))
    .limit(1);
  const locked = open === undefined ? null : await lockAnyJob(tx, open.id);
  if (locked === null) return false;
  await revokeParts(tx, queue, locked);
  await tx.update(jobs).set({ status: 'cancelled' }).where(eq(jobs.id, locked.job.id));
  return true;
};
