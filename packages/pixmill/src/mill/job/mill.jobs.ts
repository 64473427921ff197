import { Type } from 'typebox';
import { defineDailyJob } from '../../platform/queue/daily.ts';
import { defineJob } from '../../platform/queue/queue.ts';

/** Asks a search for its next pages, until enough candidates are under way. One at a time a search. */
export const discoverJob = defineJob({
  name: 'mill.discover',
  payload: Type.Object({ searchId: Type.String({ format: 'uuid' }) }),
  retryLimit: 3,
  expireInSeconds: 900,
  unique: 'one-queued-one-active',
});

/** Takes a chunk of candidates through the stages. */
export const chunkJob = defineJob({
  name: 'mill.chunk',
  payload: Type.Object({ chunkId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  expireInSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Ends a job whose searches have all they want: takes out what is over the target. */
export const finishJob = defineJob({
  name: 'mill.finish',
  payload: Type.Object({ jobId: Type.String({ format: 'uuid' }) }),
  retryLimit: 5,
  expireInSeconds: 900,
  unique: 'one-queued-one-active',
});

/** Removes bytes that no row needs, once a day. Many files take long. */
export const sweepJob = defineDailyJob({ name: 'mill.sweep', expireInSeconds: 6 * 3600 });
