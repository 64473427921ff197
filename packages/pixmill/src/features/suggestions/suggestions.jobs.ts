import { Type } from 'typebox';
import { defineJob } from '../../platform/queue/job-definition.ts';

/** Learns from the labels of a large project and writes what follows. One run at a time on a worker. */
export const suggestJob = defineJob({
  name: 'suggestions.learn',
  payload: Type.Object({ runId: Type.String({ format: 'uuid' }) }),
  retryLimit: 3,
  expireInSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Writes the rest of what was accepted, or takes the rest of it back. */
export const acceptJob = defineJob({
  name: 'suggestions.accept',
  payload: Type.Object({ acceptanceId: Type.String({ format: 'uuid' }) }),
  retryLimit: 10,
  expireInSeconds: 900,
  unique: 'one-queued-one-active',
});
