import type { Queue } from '../platform/queue/queue.ts';
import type { ChunkServices } from './chunk/run-chunk.ts';
import { runChunk } from './chunk/run-chunk.ts';
import type { DiscoveryServices } from './discovery/discover.ts';
import { discover } from './discovery/discover.ts';
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
}: {
  readonly queue: Queue;
  readonly discovery: DiscoveryServices;
  readonly chunks: ChunkServices;
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
  await queue.work(millJobs.chunkJob, { concurrency }, ({ payload, signal }) =>
    runChunk({ chunkId: payload.chunkId, signal, services: chunks }),
  );
  await queue.work(millJobs.finishJob, { concurrency: 1 }, ({ payload }) => finishJob(chunks.db, payload.jobId));
  await queue.work(millJobs.sweepJob, { concurrency: 1 }, async ({ signal }) => {
    await sweepBlobs({ db: chunks.db, storage: chunks.stages.storage, signal });
  });
  await chunks.db.transaction((tx) => queue.enqueue(tx, millJobs.sweepJob, [{ payload: {}, key: 'sweep' }]));
};
