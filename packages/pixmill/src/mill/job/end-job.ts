import { and, eq, inArray, sql } from 'drizzle-orm';
import { recordJobEnd, type JobEnd, type JobEndServices, type Requester } from '../../library/job-ends.ts';
import { jobs } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/**
 * Ends a job that has not ended yet, and tells of it, in the caller's transaction; one that has ended is left alone. Its
 * end is the last event of the job.
 */
export const endJob = async (
  tx: Transaction,
  services: JobEndServices,
  {
    jobId,
    end,
    reason = { errorCode: null, errorDetail: null },
    requester,
  }: {
    readonly jobId: string;
    readonly end: JobEnd;
    readonly reason?: Pick<JobRow, 'errorCode' | 'errorDetail'>;
    readonly requester?: Requester;
  },
): Promise<void> => {
  const now = new Date();
  const before = end === 'cancelled' ? (['pending', 'running'] as const) : (['running'] as const);
  const [job] = await tx
    .update(jobs)
    .set({ status: end, finishedAt: now, updatedAt: now, eventSeq: sql`${jobs.eventSeq} + 1`, ...reason })
    .where(and(eq(jobs.id, jobId), inArray(jobs.status, [...before])))
    .returning();
  if (job === undefined) return;
  await recordJobEnd(tx, services, { job, end, ...(requester === undefined ? {} : { requester }) });
};
