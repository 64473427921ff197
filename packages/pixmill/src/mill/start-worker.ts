import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Logger } from '../platform/logging/logger.ts';
import type { Queue } from '../platform/queue/queue.ts';
import type { ChunkServices } from './chunk/run-chunk.ts';
import { runChunk } from './chunk/run-chunk.ts';
import type { DiscoveryServices } from './discovery/discover.ts';
import { discover } from './discovery/discover.ts';
import { endsJob, failJobOfChunk } from './job/fail-job.ts';
import { finishJob } from './job/finish-job.ts';
import * as millJobs from './job/mill.jobs.ts';
import { claimStorage } from './sweep/claim-storage.ts';
import { sweepBlobs } from './sweep/sweep-blobs.ts';

/** Lets this process do the mill's jobs until the queue is stopped. */
export const startMillWorker = async ({
  queue,
  discovery,
  chunks,
  concurrency,
  logger,
}: {
  readonly queue: Queue;
  readonly discovery: DiscoveryServices;
  readonly chunks: ChunkServices;
  readonly logger: Logger;
  /** Chunks in work at once. */
  readonly concurrency: number;
}): Promise<void> => {
  await claimStorage(chunks.db, chunks.stages.storage);
  await queue.work(millJobs.discoverJob, { concurrency: 8 }, ({ payload, signal, attempt }) =>
    discover({
      searchId: payload.searchId,
      lastAttempt: attempt > millJobs.discoverJob.retryLimit,
      signal,
      services: discovery,
    }),
  );
  await queue.work(millJobs.chunkJob, { concurrency }, async ({ payload: { chunkId }, signal, attempt }) => {
    try {
      await runChunk({ chunkId, signal, services: chunks });
    } catch (error) {
      if (signal.aborted || !(endsJob(error) || attempt > millJobs.chunkJob.retryLimit)) throw error;
      // What is in the catalogue is told with the job; a fault of the program must be found by its stack.
      if (!(error instanceof PixmillError)) logger.error({ err: error, chunkId }, 'a chunk ended its job');
      await failJobOfChunk(chunks.db, chunkId, error);
    }
  });
  await queue.work(millJobs.finishJob, { concurrency: 1 }, ({ payload }) => finishJob(chunks.db, payload.jobId));
  await queue.work(millJobs.sweepJob, { concurrency: 1 }, async ({ signal }) => {
    await sweepBlobs({ db: chunks.db, storage: chunks.stages.storage, signal });
  });
  await chunks.db.transaction((tx) => queue.enqueue(tx, millJobs.sweepJob, [{ payload: {}, key: 'sweep' }]));
};
