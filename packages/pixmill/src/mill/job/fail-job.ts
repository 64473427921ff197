import { eq } from 'drizzle-orm';
import { jobError } from '../../library/job.errors.ts';
import type { JobEndServices } from '../../library/job-ends.ts';
import { chunks, searches } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { readDatabaseFailure } from '../../platform/database/database-failure.ts';
import { isHopeless, knownError } from '../../platform/queue/final-errors.ts';
import { endJob } from './end-job.ts';

/** What failing a job works with. */
export type FailServices = JobEndServices & { readonly db: Database };

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
export const failJob = (services: FailServices, jobId: string, error: unknown): Promise<void> =>
  services.db.transaction((tx) => endJob(tx, services, { jobId, end: 'failed', reason: reasonOf(error) }));

/** The same for the job of a chunk. */
export const failJobOfChunk = async (services: FailServices, chunkId: string, error: unknown): Promise<void> => {
  const [chunk] = await services.db.select({ jobId: chunks.jobId }).from(chunks).where(eq(chunks.id, chunkId));
  if (chunk !== undefined) await failJob(services, chunk.jobId, error);
};

/** The same for the job of a search. */
export const failJobOfSearch = async (services: FailServices, searchId: string, error: unknown): Promise<void> => {
  const [search] = await services.db.select({ jobId: searches.jobId }).from(searches).where(eq(searches.id, searchId));
  if (search !== undefined) await failJob(services, search.jobId, error);
};
