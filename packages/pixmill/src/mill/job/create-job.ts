import { v7 as uuidv7 } from 'uuid';
import type { Json } from '../../library/candidate.ts';
import type { JobConfig, JobKind, NewSearch } from '../../library/job.ts';
import { jobs, searches } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** What a new job is to do, and for whom. */
export type NewJob = {
  readonly projectId: string;
  readonly kind: JobKind;
  readonly config: JobConfig;
  readonly searches: readonly NewSearch[];
  readonly name?: string;
  /** Who is told of its end; nobody when it is left out. */
  readonly createdBy?: string;
  /** The request of the API, as it was understood. A job without one is worked on by its command only. */
  readonly request?: { readonly [key: string]: Json };
};

/** Makes a job that waits to be started; returns its id. */
export const createJob = async (tx: Transaction, { searches: asked, ...job }: NewJob): Promise<string> => {
  const jobId = uuidv7();
  await tx.insert(jobs).values({ id: jobId, ...job, status: 'pending' });
  if (asked.length > 0) {
    await tx.insert(searches).values(asked.map((search, position) => ({ ...search, id: uuidv7(), jobId, position })));
  }
  return jobId;
};
