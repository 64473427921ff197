import { v7 as uuidv7 } from 'uuid';
import type { JobPlan } from '../../library/job.ts';
import { jobs, searches } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** Makes a job that waits to be started; returns its id. */
export const createJob = async (tx: Transaction, { searches: asked, ...job }: JobPlan): Promise<string> => {
  const jobId = uuidv7();
  await tx.insert(jobs).values({ id: jobId, ...job, status: 'pending' });
  if (asked.length > 0) {
    await tx.insert(searches).values(asked.map((search, position) => ({ ...search, id: uuidv7(), jobId, position })));
  }
  return jobId;
};
