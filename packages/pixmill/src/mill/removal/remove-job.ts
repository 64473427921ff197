import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { lockProject } from '../../library/project-lock.ts';
import { enqueueRemovals } from '../../library/removal.jobs.ts';
import { candidates, chunks, images, jobs } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { removeSome } from '../../platform/database/remove-some.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { lockAnyJob } from '../job/advance-job.ts';
import { revokeParts } from '../job/cancel-job.ts';
import { removeCandidates } from '../settle/remove-candidates.ts';
import { removeParts, USUAL_SIZE } from './remove-parts.ts';
import type { RemovalServices, RemovalSize, RemovedPart } from './remove-parts.ts';

/** Images about which others must be decided anew: more work than those that just go. */
const SHARED_AT_ONCE = 64;

/**
 * Removes a job: nobody sees it from the end of the caller's transaction on, and its candidates and images go in the
 * background. Returns whether there was one.
 */
export const removeJob = async (tx: Transaction, queue: Pick<Queue, 'enqueue'>, jobId: string): Promise<boolean> => {
  const { rowCount } = await tx
    .update(jobs)
    .set({ removedAt: new Date() })
    .where(and(eq(jobs.id, jobId), isNull(jobs.removedAt)));
  if (rowCount !== 1) return false;
  await enqueueRemovals(tx, queue, [{ kind: 'job', id: jobId }]);
  return true;
};

/**
 * Removes the next parts of a job that is marked as removed; returns whether nothing is left of it. Images of other jobs
 * that its images stood for are decided about anew, and bytes that another job found too stay as an image of that one.
 */
export const removeJobParts = async (
  services: RemovalServices,
  jobId: string,
  { signal, ...size }: RemovalSize & { readonly signal: AbortSignal },
): Promise<boolean> => {
  const { parts, ...limits } = { ...USUAL_SIZE, ...size };
  const [known] = await services.db.select({ projectId: jobs.projectId }).from(jobs).where(eq(jobs.id, jobId));
  if (known === undefined) return true;
  const target = { jobId, projectId: known.projectId };
  return removeParts(services, { parts, signal }, (tx) => removePart(tx, services, { ...target, ...limits }));
};

type Target = { readonly jobId: string; readonly projectId: string };
type Limits = Required<Pick<RemovalSize, 'imagesAtOnce' | 'rowsAtOnce'>>;

const removePart = async (
  tx: Transaction,
  { queue }: Pick<RemovalServices, 'queue'>,
  { jobId, projectId, imagesAtOnce, rowsAtOnce: limit }: Target & Limits,
): Promise<RemovedPart> => {
  await lockProject(tx, projectId);
  const locked = await lockAnyJob(tx, jobId);
  if (locked === null) return { isDone: true };
  const { status, config } = locked.job;
  if (status === 'pending' || status === 'running') {
    await revokeParts(tx, queue, locked);
    await tx.update(jobs).set({ status: 'cancelled' }).where(eq(jobs.id, jobId));
    return { isDone: false };
  }
  const sha256s = await removeImagesOf(tx, { jobId, projectId, nearDistance: config.nearDistance, imagesAtOnce });
  if (sha256s.length > 0) return { isDone: false, sha256s };
  for (const [table, where] of [
    [candidates, eq(candidates.jobId, jobId)],
    [chunks, eq(chunks.jobId, jobId)],
  ] as const) {
    if ((await removeSome(tx, table, { where, limit })) > 0) return { isDone: false };
  }
  await tx.delete(jobs).where(eq(jobs.id, jobId));
  return { isDone: true };
};

/** Takes some images of a job out of its project; returns their bytes. */
const removeImagesOf = async (
  tx: Transaction,
  {
    jobId,
    projectId,
    nearDistance,
    imagesAtOnce,
  }: Target & { readonly nearDistance: number | null; readonly imagesAtOnce: number },
): Promise<readonly string[]> => {
  // Columns of a query on one table are written without its name, which means another one inside these.
  const isShared = sql<boolean>`(exists (select from candidates
      where candidates.image_id = images.id and candidates.job_id <> ${jobId})
    or exists (select from images as dependent
      where dependent.duplicate_of = images.id and dependent.job_id <> ${jobId}))`;
  const some = await tx
    .select({ id: images.id, candidateId: images.candidateId, sha256: images.sha256, isShared })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.jobId, jobId)))
    .orderBy(asc(images.createdAt), asc(images.id))
    .limit(imagesAtOnce);
  const shared = some.filter((image) => image.isShared).slice(0, SHARED_AT_ONCE);
  const own = some.filter((image) => !image.isShared);
  if (shared.length > 0) await removeShared(tx, { jobId, projectId, nearDistance, shared });
  else if (own.length > 0)
    await tx.delete(images).where(
      inArray(
        images.id,
        own.map(({ id }) => id),
      ),
    );
  return (shared.length > 0 ? shared : own).map(({ sha256 }) => sha256);
};

const removeShared = async (
  tx: Transaction,
  {
    jobId,
    projectId,
    nearDistance,
    shared,
  }: Target & {
    readonly nearDistance: number | null;
    readonly shared: readonly { readonly id: string; readonly candidateId: string }[];
  },
): Promise<void> => {
  const ids = shared.map(({ id }) => id);
  const copies = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(eq(candidates.jobId, jobId), inArray(candidates.imageId, ids)));
  await removeCandidates(tx, {
    projectId,
    nearDistance,
    candidateIds: [...new Set([...shared.map(({ candidateId }) => candidateId), ...copies.map(({ id }) => id)])],
    code: 'job.image_deleted',
  });
};
