import type { Database } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { workDaily, workEvery } from '../../platform/queue/daily.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { Vectors } from '../../platform/vectors/open-vectors.ts';
import type { VectorStore } from '../../platform/vectors/vector-store.ts';
import { indexVectors, repairSpace } from './index-vectors.service.ts';
import { dropUnusedTables, isAnyOutOfShape, optimiseStore } from './optimise-store.ts';
import { areMoreThan, readSpaces } from './vector-changes.repository.ts';
import {
  enqueueIndexing,
  enqueueOptimising,
  indexVectorsJob,
  lookForVectorChangesJob,
  optimiseVectorsJob,
  repairVectorsJob,
  tendVectorsJob,
} from './vector-index.jobs.ts';

export type VectorWork = {
  readonly db: Database;
  readonly queue: Queue;
  readonly vectors: Pick<Vectors, 'open'>;
  readonly logger: Logger;
};

const LOOK_EVERY_MS = 60_000;

/** Lets this process keep the vector store in step with the embeddings until the queue is stopped. */
export const workOnVectors = async ({ db, queue, vectors, logger }: VectorWork): Promise<void> => {
  const withStore = async (work: (store: VectorStore) => Promise<void>): Promise<void> => {
    try {
      await work(await vectors.open());
    } catch (error) {
      // The changes stay where they are: another look in a minute finds them.
      if (!(error instanceof PixmillError) || error.retry) throw error;
      logger.error({ err: error }, 'the vector store cannot be brought up to date');
    }
  };
  const indexNow = () => db.transaction((tx) => enqueueIndexing(tx, queue));
  const optimiseNow = () => db.transaction((tx) => enqueueOptimising(tx, queue));

  await queue.work(indexVectorsJob, { concurrency: 1 }, ({ signal }) =>
    withStore((store) =>
      indexVectors(
        { db, store, logger },
        {
          signal,
          grown: async () => {
            if (await isAnyOutOfShape(store)) await optimiseNow();
          },
        },
      ),
    ),
  );
  await queue.work(optimiseVectorsJob, { concurrency: 1 }, ({ signal }) =>
    withStore((store) => optimiseStore(store, { signal })),
  );
  await queue.work(repairVectorsJob, { concurrency: 1 }, ({ payload }) =>
    withStore(async (store) => {
      if (await repairSpace({ db, store, logger }, payload)) await indexNow();
    }),
  );
  await workEvery(LOOK_EVERY_MS, { db, queue }, lookForVectorChangesJob, async () => {
    if (await areMoreThan(db, 0)) await indexNow();
  });
  await workDaily({ db, queue }, tendVectorsJob, ({ signal }) =>
    withStore(async (store) => {
      await dropUnusedTables(db, store);
      for (const space of await readSpaces(db)) {
        signal.throwIfAborted();
        if (await repairSpace({ db, store, logger }, space)) await indexNow();
      }
      await optimiseNow();
    }),
  );
};
