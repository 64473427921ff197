import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Handler } from '../../platform/queue/queue.ts';
import { runOrGiveUp } from '../../platform/queue/run-or-give-up.ts';
import type { clusterJob } from './clusters.jobs.ts';
import { failClusters, makeClusters } from './make-clusters.service.ts';

/** Makes the clusters of a run; one that cannot go on ends with the reason. */
export const createClusterHandler =
  (db: Database, logger: Pick<Logger, 'error'>): Handler<typeof clusterJob> =>
  ({ payload: { runId }, signal, comesBack }) =>
    runOrGiveUp(() => makeClusters({ db }, { runId, signal }), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failClusters(db, runId, error),
    });
