import { eq } from 'drizzle-orm';
import { searches } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { lockJob } from './advance-job.ts';
import { runAgain } from './resume-job.ts';

/** Reads all searches of a job from their beginning; what they have named before is not named again. */
export const rereadJob = (
  { db, queue }: { readonly db: Database; readonly queue: Pick<Queue, 'enqueue'> },
  jobId: string,
): Promise<void> =>
  db.transaction(async (tx) => {
    const locked = await lockJob(tx, jobId);
    if (locked === null) return;
    await tx
      .update(searches)
      .set({ cursor: null, dry: false, errorCode: null, errorDetail: null })
      .where(eq(searches.jobId, jobId));
    await runAgain(tx, { queue }, locked.job);
  });
