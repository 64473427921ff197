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
import { runOrGiveUp } from '../platform/queue/run-or-give-up.ts';
import { claimStorage } from './sweep/claim-storage.ts';
import { sweepBlobs } from './sweep/sweep-blobs.ts';

/** Lets this process do the mill's jobs until the queue is stopped. */
export const startMillWorker = async ({
  queue,
  discovery,
  chunks,
  concurrency,
  logger,
  jobId,
}: {
  readonly queue: Queue;
  readonly discovery: DiscoveryServices;
  readonly chunks: ChunkServices;
  readonly logger: Logger;
  /** Chunks in work at once. */
  readonly concurrency: number;
  /**
   * The only job to work on: others may need settings, files or servers that only their own command has. All jobs when
   * it is left out.
   */
  readonly jobId?: string;
}): Promise<void> => {
  const { db } = chunks;
  const lane = jobId === undefined ? {} : { lane: laneOf(jobId) };
  await claimStorage(db, chunks.stages.storage);
  await queue.work(millJobs.discoverJob, { concurrency: 8, ...lane }, ({ payload: { searchId }, signal, comesBack }) =>
    runOrGiveUp(() => discover({ searchId, signal, services: discovery }), {
      signal,
      comesBack,
      logger,
      // A source is given up alone.
      giveUp: (error) =>
        concernsAll(error) ? failJobOfSearch(db, searchId, error) : giveUpSearch(discovery, searchId, error),
    }),
  );
  await queue.work(millJobs.chunkJob, { concurrency, ...lane }, ({ payload: { chunkId }, signal, comesBack }) =>
    runOrGiveUp(() => runChunk({ chunkId, signal, services: chunks }), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failJobOfChunk(db, chunkId, error),
    }),
  );
  await queue.work(millJobs.finishJob, { concurrency: 1, ...lane }, ({ payload, signal, comesBack }) =>
    runOrGiveUp(() => finishJob(db, payload.jobId), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failJob(db, payload.jobId, error),
    }),
  );
  await queue.work(millJobs.sweepJob, { concurrency: 1 }, async ({ signal }) => {
    await sweepBlobs({ db, storage: chunks.stages.storage, signal });
  });
  await db.transaction((tx) => queue.enqueue(tx, millJobs.sweepJob, [{ payload: {}, key: 'sweep' }]));
};
