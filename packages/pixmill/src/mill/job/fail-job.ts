import { and, eq } from 'drizzle-orm';
import { chunks, jobs } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { readDatabaseFailure } from '../../platform/database/database-failure.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';

/** Trying the next candidate cannot help: the place where everything is written is full or closed. */
const HOPELESS = ['storage.full', 'storage.not_permitted', 'storage.no_bucket'];

/** Whether an error ends the job rather than being tried again. */
export const endsJob = (error: unknown): boolean =>
  error instanceof PixmillError && (HOPELESS.includes(error.code) || !error.retry);

/**
 * Ends the running job of a chunk with the reason; what is in flight stays so, and going on with the job later takes it up
 * again.
 */
export const failJobOfChunk = async (db: Database, chunkId: string, error: unknown): Promise<void> => {
  const known = error instanceof PixmillError ? error : readDatabaseFailure(error);
  const failed = {
    status: 'failed' as const,
    errorCode: known?.code ?? 'job.unexpected',
    errorDetail: known?.message ?? 'Something went wrong that Pixmill did not expect; LOG_LEVEL=error tells more.',
    finishedAt: new Date(),
  };
  const [chunk] = await db.select({ jobId: chunks.jobId }).from(chunks).where(eq(chunks.id, chunkId));
  if (chunk === undefined) return;
  await db
    .update(jobs)
    .set(failed)
    .where(and(eq(jobs.id, chunk.jobId), eq(jobs.status, 'running')));
};
