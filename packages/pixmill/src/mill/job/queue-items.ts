import type { JobRow } from '../../library/schema.ts';
import type { NewJob } from '../../platform/queue/queue.ts';
import type { chunkJob, discoverJob, finishJob } from './mill.jobs.ts';

/** What is known of a job where its parts are enqueued. */
export type JobPlace = Pick<JobRow, 'id' | 'projectId' | 'createdBy' | 'request'>;

/**
 * The lane of the queue in which everything of a command's job runs, so that a command can work on its own job and leave
 * those of others alone. From the random end of its id: two jobs in one lane would do no harm but share their workers.
 */
export const laneOf = (jobId: string): number => Math.max(1, Number.parseInt(jobId.slice(-8), 16) & 0x7fff_ffff);

/**
 * Where the parts of a job stand in the queue: those of a command in a lane of its own; those of the service in none, by
 * their user, so that nobody's many parts keep those of others waiting.
 */
const placeOf = ({ id, projectId, createdBy, request }: JobPlace): { lane: number } | { group: string } =>
  request === null ? { lane: laneOf(id) } : { group: createdBy ?? projectId };

/** Asks for more pages of a search. */
export const discoverItem = (job: JobPlace, searchId: string): NewJob<typeof discoverJob> => ({
  payload: { searchId },
  key: searchId,
  ...placeOf(job),
});

/** Asks for a chunk to be run, at once or not before some time. */
export const chunkItem = (job: JobPlace, chunkId: string, startAfter?: Date): NewJob<typeof chunkJob> => ({
  payload: { chunkId },
  key: chunkId,
  ...placeOf(job),
  ...(startAfter === undefined ? {} : { startAfter }),
});

/** Asks for the end of a job. */
export const finishItem = (job: JobPlace): NewJob<typeof finishJob> => ({
  payload: { jobId: job.id },
  key: job.id,
  ...placeOf(job),
});
