import { and, asc, eq, inArray } from 'drizzle-orm';
import { candidates, images, jobs } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { lockProject } from '../../library/project-lock.ts';
import { removeCandidates } from '../settle/remove-candidates.ts';

/** For images whose job is gone. */
const DEFAULT_NEAR_DISTANCE = 4;

/**
 * Takes images out of a project, in the caller's transaction: every candidate with their bytes ends as `skipped`, and what
 * they stood for as duplicates is decided anew. Images that are gone already are passed over. Returns the blobs that may be
 * free now; hand them to `releaseBlobs` after the commit.
 */
export const removeImages = async (
  tx: Transaction,
  { projectId, imageIds }: { readonly projectId: string; readonly imageIds: readonly string[] },
): Promise<readonly string[]> => {
  await lockProject(tx, projectId);
  const leaving = await tx
    .select({ id: images.id, sha256: images.sha256, candidateId: images.candidateId, jobId: images.jobId })
    .from(images)
    .where(and(eq(images.projectId, projectId), inArray(images.id, [...imageIds])));
  if (leaving.length === 0) return [];
  const ids = leaving.map(({ id }) => id);
  const holders = await tx
    .select({ id: candidates.id, jobId: candidates.jobId })
    .from(candidates)
    .where(inArray(candidates.imageId, ids));
  const jobIds = new Set([...leaving, ...holders].map(({ jobId }) => jobId));
  const locked = await tx
    .select({ id: jobs.id, config: jobs.config })
    .from(jobs)
    .where(inArray(jobs.id, [...jobIds]))
    .orderBy(asc(jobs.id))
    .for('no key update');
  const config = locked.find(({ id }) => id === leaving[0]?.jobId)?.config;
  await removeCandidates(tx, {
    projectId,
    nearDistance: config === undefined ? DEFAULT_NEAR_DISTANCE : config.nearDistance,
    candidateIds: [...new Set([...leaving.map(({ candidateId }) => candidateId), ...holders.map(({ id }) => id)])],
    code: 'job.image_deleted',
  });
  return [...new Set(leaving.map(({ sha256 }) => sha256))];
};
