import { and, eq } from 'drizzle-orm';
import { chunks, jobs, searches } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { readDatabaseFailure } from '../../platform/database/database-failure.ts';
import { isHopeless, knownError } from '../../platform/queue/final-errors.ts';
import { jobError } from '../job.errors.ts';

/** Whether an error of one part would be met by every other part of its job. */
export const concernsAll = (error: unknown): boolean => isHopeless(error) || readDatabaseFailure(error) !== null;

/** How a job or a search keeps the error that ended it. */
export const reasonOf = (error: unknown): { readonly errorCode: string; readonly errorDetail: string } => {
  const { code, message } = knownError(error) ?? jobError('job.unexpected');
  return { errorCode: code, errorDetail: message };
};

/**
 * Ends a running job with the reason; what is in flight stays so, and going on with the job later takes it up again.
 */
export const failJob = async (db: Database, jobId: string, error: unknown): Promise<void> => {
  await db
    .update(jobs)
    .set({ status: 'failed', finishedAt: new Date(), ...reasonOf(error) })
    .where(and(eq(jobs.id, jobId), eq(jobs.status, 'running')));
};

/** The same for the job of a chunk. */
export const failJobOfChunk = async (db: Database, chunkId: string, error: unknown): Promise<void> => {
  const [chunk] = await db.select({ jobId: chunks.jobId }).from(chunks).where(eq(chunks.id, chunkId));
  if (chunk !== undefined) await failJob(db, chunk.jobId, error);
};

/** The same for the job of a search. */
export const failJobOfSearch = async (db: Database, searchId: string, error: unknown): Promise<void> => {
  const [search] = await db.select({ jobId: searches.jobId }).from(searches).where(eq(searches.id, searchId));
  if (search !== undefined) await failJob(db, search.jobId, error);
};
