import { Type } from 'typebox';
import { defineJob } from '../platform/queue/job-definition.ts';

/** Writes the archive of a dataset whose crawl has ended. A large one takes its time. */
export const archiveJob = defineJob({
  name: 'datasets.archive',
  payload: Type.Object({ datasetId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  retryDelaySeconds: 5,
  expireInSeconds: 6 * 3600,
  unique: 'one-queued-one-active',
});
