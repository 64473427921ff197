import type { Pixmill } from '../compose.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { livingWorkers } from '../platform/queue/workers.ts';

/** Lets metrics tell the depth of the queue and its workers. */
export const watchQueue = (metrics: Metrics, { queue, database }: Pick<Pixmill, 'queue' | 'database'>): void =>
  metrics.watchQueue({
    depths: queue.depths,
    workers: async () => (await livingWorkers(database.pool)).size,
  });
