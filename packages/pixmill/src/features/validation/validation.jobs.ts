import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/queue.ts';

/**
 * Checks the next images of a validation, and asks for itself again until all are checked. One batch at a time, so that
 * a large validation takes turns with others.
 */
export const validateJob = defineJob({
  name: 'validation.check',
  payload: Type.Object({ validationId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  expireInSeconds: 1800,
  unique: 'one-queued-one-active',
});
