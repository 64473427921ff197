import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/queue.ts';

/** Measures an image anew. */
export const reprocessJob = defineJob({
  name: 'images.reprocess',
  payload: Type.Object({ imageId: Type.String({ format: 'uuid' }) }),
  retryLimit: 3,
  expireInSeconds: 600,
  unique: 'one-queued-one-active',
});
