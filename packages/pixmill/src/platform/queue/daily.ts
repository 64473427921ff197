import { Type } from 'typebox';
import type { Database } from '../database/database.ts';
import { defineJob, type JobDefinition } from './job-definition.ts';
import type { Queue } from './queue.ts';
import type { JobRun } from './worker-process.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** There is one such job in the queue, however many workers there are. */
const KEY = 'daily';

const Nothing = Type.Object({});
/** Work that needs nothing but its time. */
type TimedJob = JobDefinition<typeof Nothing>;

/** Declares work that is done at regular times; tried once more when it fails. */
export const defineTimedJob = (
  given: Pick<JobDefinition, 'name' | 'expireInSeconds'> & Partial<Pick<JobDefinition, 'keepSeconds'>>,
): TimedJob => defineJob({ ...given, payload: Nothing, retryLimit: 1, unique: 'one-queued-one-active' });

/** Declares work that is done once a day; tried once more when it fails. */
export const defineDailyJob = (given: Pick<JobDefinition, 'name' | 'expireInSeconds'>): TimedJob =>
  defineTimedJob(given);

type WorkServices = { readonly queue: Pick<Queue, 'enqueue' | 'work'>; readonly db: Database };
type TimedHandler = (run: Pick<JobRun<TimedJob>, 'signal'>) => Promise<void>;

/**
 * Does something once in a while for as long as any worker is there, and at once when nobody has done it for so long: of
 * all workers the first that is free. Each run enqueues the next one before it does anything else, so that there is a next
 * one whatever becomes of it.
 */
export const workEvery = async (
  everyMs: number,
  { queue, db }: WorkServices,
  job: TimedJob,
  handler: TimedHandler,
): Promise<void> => {
  const enqueue = (startAfter: Date): Promise<void> =>
    db.transaction((tx) => queue.enqueue(tx, job, [{ payload: {}, key: KEY, startAfter }]));
  await queue.work(job, { concurrency: 1 }, async ({ signal }) => {
    await enqueue(new Date(Date.now() + everyMs));
    await handler({ signal });
  });
  // Nothing is added where the next run is waiting for its time.
  await enqueue(new Date());
};

/** Does something once a day; see `workEvery`. */
export const workDaily = (services: WorkServices, job: TimedJob, handler: TimedHandler): Promise<void> =>
  workEvery(DAY_MS, services, job, handler);
