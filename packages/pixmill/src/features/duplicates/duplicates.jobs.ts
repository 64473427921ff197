import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/job-definition.ts';

/** Finds likely copies among the images of a project, and makes the groups in which people look at them. */
export const findDuplicatesJob = defineJob({
  name: 'duplicates.find',
  payload: Type.Object({ projectId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  expireInSeconds: 6 * 3600,
  unique: 'one-queued-one-active',
});
