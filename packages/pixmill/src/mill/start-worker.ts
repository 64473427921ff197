import type { Logger } from '../platform/logging/logger.ts';
import type { Queue } from '../platform/queue/queue.ts';
import type { ChunkServices } from './chunk/run-chunk.ts';
import { runChunk } from './chunk/run-chunk.ts';
import type { DiscoveryServices } from './discovery/discover.ts';
import { discover, giveUpSearch } from './discovery/discover.ts';
import { concernsAll, failJob, failJobOfChunk, failJobOfSearch } from './job/fail-job.ts';
import { finishJob } from './job/finish-job.ts';
import * as millJobs from './job/mill.jobs.ts';
import { laneOf } from './job/queue-items.ts';
import { workDaily } from '../platform/queue/daily.ts';
import { runOrGiveUp } from '../platform/queue/run-or-give-up.ts';
import { claimStorage } from './sweep/claim-storage.ts';
import { sweepBlobs } from './sweep/sweep-blobs.ts';

/** Searches that are asked at once; most of the time they wait for their turn with a service. */
const SEARCHES_AT_ONCE = 8;
/** Places that nobody's jobs may take all of. */
const ROOM_FOR_OTHERS = 2;

/** Lets this process do the mill's jobs until the queue is stopped. */
export const startMillWorker = async ({
  queue,
  discovery,
  chunks,
  concurrency,
  logger,
  link,
  jobId,
}: {
  readonly queue: Queue;
  readonly discovery: DiscoveryServices;
  readonly chunks: ChunkServices;
  readonly logger: Logger;
  /** Makes the address that people open out of a path. */
  readonly link: (path: string) => string;
  /** Chunks in work at once; of the service's jobs, those of one user. */
  readonly concurrency: number;
  /**
   * The only job to work on. Without it, all of the service's, and none of commands: these may need settings, files or
   * servers that only their own command has.
   */
  readonly jobId?: string;
}): Promise<void> => {
  const { db } = chunks;
  const fail = { db, queue, link };
  // One part of a job is a small share of a worker: the last ones are left for the jobs of other users.
  const sharing = (all: number) =>
    jobId === undefined
      ? ({ concurrency: all + ROOM_FOR_OTHERS, perGroup: all, lane: 'none' } as const)
      : { concurrency: all, lane: laneOf(jobId) };
  await claimStorage(db, chunks.stages.storage);
  await queue.work(millJobs.discoverJob, sharing(SEARCHES_AT_ONCE), ({ payload: { searchId }, signal, comesBack }) =>
    runOrGiveUp(() => discover({ searchId, signal, services: discovery }), {
      signal,
      comesBack,
      logger,
      // A source is given up alone.
      giveUp: (error) =>
        concernsAll(error) ? failJobOfSearch(fail, searchId, error) : giveUpSearch(discovery, searchId, error),
    }),
  );
  await queue.work(millJobs.chunkJob, sharing(concurrency), ({ payload: { chunkId }, signal, comesBack }) =>
    runOrGiveUp(() => runChunk({ chunkId, signal, services: chunks }), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failJobOfChunk(fail, chunkId, error),
    }),
  );
  await queue.work(millJobs.finishJob, sharing(1), ({ payload, signal, comesBack }) =>
    runOrGiveUp(() => finishJob(fail, payload.jobId), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failJob(fail, payload.jobId, error),
    }),
  );
  await workDaily({ queue, db }, millJobs.sweepJob, async ({ signal }) => {
    await sweepBlobs({ db, storage: chunks.stages.storage, signal });
  });
};
