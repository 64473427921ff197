import { Type } from 'typebox';
import type { Transaction } from '../../platform/database/database.ts';
import { defineDailyJob, defineTimedJob } from '../../platform/queue/daily.ts';
import { defineJob } from '../../platform/queue/job-definition.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { spaceKey, type VectorSpace } from './vector-space.ts';

/** There is one store. */
const KEY = 'store';
/** Images are analysed some at a time: what comes within this time is told at once. */
const GATHER_MS = 500;

/** Tells the vector store of all that has changed. */
export const indexVectorsJob = defineJob({
  name: 'vectors.index',
  payload: Type.Object({}),
  retryLimit: 5,
  expireInSeconds: 6 * 3600,
  keepSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Joins small files and builds indexes of the vector store; searches and changes go on meanwhile. */
export const optimiseVectorsJob = defineJob({
  name: 'vectors.optimise',
  payload: Type.Object({}),
  retryLimit: 2,
  expireInSeconds: 6 * 3600,
  keepSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Looks at vectors of a model that could not be searched, and makes them anew when they are damaged. */
export const repairVectorsJob = defineJob({
  name: 'vectors.repair',
  payload: Type.Object({
    model: Type.String({ maxLength: 100 }),
    version: Type.Integer(),
    dimensions: Type.Integer(),
  }),
  retryLimit: 5,
  expireInSeconds: 3600,
  unique: 'one-queued-one-active',
});

/** Sees to it that no change waits for ever, whoever made it: deletions and settling enqueue nothing. */
export const lookForVectorChangesJob = defineTimedJob({
  name: 'vectors.look',
  expireInSeconds: 60,
  keepSeconds: 3600,
});

/** Looks once a day whether the store is whole and in shape, however little has changed. */
export const tendVectorsJob = defineDailyJob({ name: 'vectors.tend', expireInSeconds: 3600 });

type Enqueue = Pick<Queue, 'enqueue'>;

/** Lets the store be told of what the transaction changes. */
export const enqueueIndexing = (tx: Transaction, queue: Enqueue): Promise<void> =>
  queue.enqueue(tx, indexVectorsJob, [{ payload: {}, key: KEY, startAfter: new Date(Date.now() + GATHER_MS) }]);

/** Lets the store be brought into shape. */
export const enqueueOptimising = (tx: Transaction, queue: Enqueue): Promise<void> =>
  queue.enqueue(tx, optimiseVectorsJob, [{ payload: {}, key: KEY }]);

/** Lets vectors be looked at that could not be searched. */
export const enqueueRepair = (
  tx: Transaction,
  queue: Enqueue,
  { model, version, dimensions }: VectorSpace,
): Promise<void> =>
  queue.enqueue(tx, repairVectorsJob, [
    { payload: { model, version, dimensions }, key: spaceKey({ model, version, dimensions }) },
  ]);
