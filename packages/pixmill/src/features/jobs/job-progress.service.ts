import type { Database } from '../../platform/database/database.ts';
import { estimatedCompletion, progressOf } from './job-progress.rules.ts';
import { toCountFields, type ProgressView } from './job-progress.schema.ts';
import type { JobMill } from './job-services.ts';
import type { JobSummary } from './jobs.repository.ts';
import { readChunks, readRecentEnds } from './progress.repository.ts';

/** How far a job is, by what the database and the queue know of it now. */
export const readProgress = async (
  { db, mill }: { readonly db: Database; readonly mill: Pick<JobMill, 'chunkStates'> },
  { job, counts }: JobSummary,
): Promise<ProgressView> => {
  const { id, status, config } = job;
  const { total, done, openIds } = await readChunks(db, id);
  const states = await mill.chunkStates(db, openIds);
  const active = openIds.filter((chunkId) => states.get(chunkId) === 'active').length;
  // What is neither done nor in the queue has nobody who would come back to it; of a failed job, nobody will.
  const waiting = status === 'failed' ? 0 : openIds.filter((chunkId) => states.get(chunkId) === 'waiting').length;
  const recent = status === 'running' ? await readRecentEnds(db, id) : null;
  const estimate =
    recent === null ? null : estimatedCompletion({ target: config.maxImages, now: new Date() }, counts, recent);
  return {
    job_id: id,
    status,
    progress: progressOf({ status, target: config.maxImages }, counts),
    total_chunks: total,
    active_chunks: active,
    completed_chunks: done,
    failed_chunks: openIds.length - active - waiting,
    ...toCountFields(counts),
    estimated_completion: estimate?.toISOString() ?? null,
    started_at: job.startedAt?.toISOString() ?? null,
    updated_at: job.updatedAt.toISOString(),
  };
};
