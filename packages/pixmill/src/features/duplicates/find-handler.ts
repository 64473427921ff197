import type { Logger } from '../../platform/logging/logger.ts';
import { knownError } from '../../platform/queue/final-errors.ts';
import type { Handler } from '../../platform/queue/queue.ts';
import { runOrGiveUp } from '../../platform/queue/run-or-give-up.ts';
import { duplicateError } from './duplicates.errors.ts';
import type { findDuplicatesJob } from './duplicates.jobs.ts';
import { findDuplicates, type FindingServices } from './find-duplicates.service.ts';
import { readFinding, writeFinding } from './findings.repository.ts';

/** Finds the duplicates of a project in the background; a finding that cannot go on ends with the reason. */
export const createFindHandler =
  (services: FindingServices, logger: Logger): Handler<typeof findDuplicatesJob> =>
  ({ payload: { projectId }, signal, comesBack }) =>
    runOrGiveUp(
      async () => {
        // A project that has gone took its finding with it.
        if ((await readFinding(services.db, projectId)) === undefined) return;
        await findDuplicates(services, { projectId, signal });
      },
      {
        signal,
        comesBack,
        logger,
        giveUp: async (error) => {
          const { code, message } =
            knownError(error) ?? duplicateError('duplicate.failed', { detail: 'an unexpected fault' });
          if ((await readFinding(services.db, projectId)) === undefined) return;
          await writeFinding(services.db, projectId, {
            status: 'failed',
            errorCode: code,
            errorDetail: message,
            finishedAt: new Date(),
          });
        },
      },
    );
