import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { candidates, images, jobs, projects } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { lockProject } from '../../library/project-lock.ts';
import { removeCandidates } from '../settle/remove-candidates.ts';
import { lockJob } from './advance-job.ts';
import { revokeParts } from './cancel-job.ts';

type DeleteServices = { readonly db: Database; readonly queue: Pick<Queue, 'remove' | 'statesOf'> };

/** Images that one transaction decides about: few enough to keep locks short. */
const IMAGES_AT_ONCE = 64;

/**
 * Deletes a job with its candidates and images; what runs for it is told to stop. Images of other jobs that its images
 * stood for are decided about anew, and bytes that another job found too stay as an image of that one. `last` runs in the
 * transaction in which the job goes. An interrupted deletion goes on when it is asked for again. Blobs are left to the
 * sweeper.
 */
export const deleteJob = async (
  { db, queue }: DeleteServices,
  { jobId, last }: { readonly jobId: string; readonly last: (tx: Transaction) => Promise<void> },
): Promise<void> => {
  const [known] = await db.select({ projectId: jobs.projectId }).from(jobs).where(eq(jobs.id, jobId));
  if (known === undefined) return;
  const { projectId } = known;
  await db.transaction(async (tx) => {
    const locked = await lockJob(tx, jobId);
    if (locked === null) return;
    await revokeParts(tx, queue, locked);
    await tx.update(jobs).set({ status: 'cancelled' }).where(eq(jobs.id, jobId));
  });
  for (let isDone = false; !isDone;) {
    isDone = await db.transaction(async (tx) => {
      await lockProject(tx, projectId);
      const locked = await lockJob(tx, jobId);
      if (locked === null) return true;
      const { nearDistance } = locked.job.config;
      if (await removeSharedImages(tx, { projectId, jobId, nearDistance })) return false;
      await tx.delete(images).where(and(eq(images.projectId, projectId), eq(images.jobId, jobId)));
      await tx.delete(jobs).where(eq(jobs.id, jobId));
      await last(tx);
      return true;
    });
  }
};

/** Takes out some of the images of a job that another job has to do with; `false` when there are none. */
const removeSharedImages = async (
  tx: Transaction,
  { projectId, jobId, nearDistance }: { projectId: string; jobId: string; nearDistance: number | null },
): Promise<boolean> => {
  // Columns of a query on one table are written without its name, which means another one inside these.
  const isHeld = sql`exists (select from candidates
    where candidates.image_id = images.id and candidates.job_id <> ${jobId})`;
  const standsFor = sql`exists (select from images as dependent
    where dependent.duplicate_of = images.id and dependent.job_id <> ${jobId})`;
  const shared = await tx
    .select({ id: images.id, candidateId: images.candidateId })
    .from(images)
    .where(and(eq(images.projectId, projectId), eq(images.jobId, jobId), or(isHeld, standsFor)))
    .limit(IMAGES_AT_ONCE);
  if (shared.length === 0) return false;
  const copies = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(
      and(
        eq(candidates.jobId, jobId),
        inArray(
          candidates.imageId,
          shared.map(({ id }) => id),
        ),
      ),
    );
  await removeCandidates(tx, {
    projectId,
    nearDistance,
    candidateIds: [...new Set([...shared.map(({ candidateId }) => candidateId), ...copies.map(({ id }) => id)])],
    code: 'job.image_deleted',
  });
  return true;
};

/**
 * Deletes a project with everything in it, in the caller's transaction; what runs for it is told to stop. Blobs are left to
 * the sweeper.
 */
export const deleteProject = async (
  tx: Transaction,
  queue: Pick<Queue, 'remove' | 'statesOf'>,
  projectId: string,
): Promise<void> => {
  await lockProject(tx, projectId);
  const rows = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.projectId, projectId), ne(jobs.status, 'completed')))
    .orderBy(jobs.id);
  for (const { id } of rows) {
    const locked = await lockJob(tx, id);
    if (locked !== null) await revokeParts(tx, queue, locked);
  }
  await tx.delete(projects).where(eq(projects.id, projectId));
};
