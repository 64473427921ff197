import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import { runOrGiveUp } from '../../platform/queue/run-or-give-up.ts';
import { finishAcceptance } from './acceptances.service.ts';
import { acceptJob, suggestJob } from './suggestions.jobs.ts';
import { failSuggestions, runSuggestions } from './write-run.ts';

/** Lets this process learn for large projects, and write what is accepted of them. */
export const workOnSuggestions = async ({
  db,
  queue,
  logger,
}: {
  readonly db: Database;
  readonly queue: Pick<Queue, 'work'>;
  readonly logger: Logger;
}): Promise<void> => {
  await queue.work(suggestJob, { concurrency: 1 }, ({ payload: { runId }, signal, comesBack }) =>
    runOrGiveUp(() => runSuggestions(db, { runId, signal }), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failSuggestions(db, runId, error),
    }),
  );
  await queue.work(acceptJob, { concurrency: 1 }, ({ payload: { acceptanceId }, signal }) =>
    finishAcceptance(db, { acceptanceId, signal }),
  );
};
