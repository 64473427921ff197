import type { NewJob } from '../../platform/queue/queue.ts';
import type { chunkJob, discoverJob, finishJob } from './mill.jobs.ts';

/**
 * The lane of the queue in which everything of a job runs, so that a command can work on its own job and leave those of
 * others alone. From the random end of its id: two jobs in one lane would do no harm but share their workers.
 */
export const laneOf = (jobId: string): number => Math.max(1, Number.parseInt(jobId.slice(-8), 16) & 0x7fff_ffff);

/** Asks for more pages of a search. */
export const discoverItem = (jobId: string, searchId: string): NewJob<typeof discoverJob> => ({
  payload: { searchId },
  key: searchId,
  lane: laneOf(jobId),
});

/** Asks for a chunk to be run, at once or not before some time. */
export const chunkItem = (jobId: string, chunkId: string, startAfter?: Date): NewJob<typeof chunkJob> => ({
  payload: { chunkId },
  key: chunkId,
  lane: laneOf(jobId),
  ...(startAfter === undefined ? {} : { startAfter }),
});

/** Asks for the end of a job. */
export const finishItem = (jobId: string): NewJob<typeof finishJob> => ({
  payload: { jobId },
  key: jobId,
  lane: laneOf(jobId),
});
