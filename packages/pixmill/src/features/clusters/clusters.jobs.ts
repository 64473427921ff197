import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/job-definition.ts';

/** Makes the clusters of one run. */
export const clusterJob = defineJob({
  name: 'clusters.make',
  payload: Type.Object({ runId: Type.String({ format: 'uuid' }) }),
  retryLimit: 2,
  expireInSeconds: 3 * 3600,
  unique: 'one-queued-one-active',
});
