import type { archiveJob } from '../../library/archive.jobs.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Handler } from '../../platform/queue/queue.ts';
import { runOrGiveUp } from '../../platform/queue/run-or-give-up.ts';
import { failArchive, writeArchive } from './write-archive.ts';
import type { ArchiveWork } from './write-archive.ts';

/** Writes the archive of a dataset; one that cannot be written ends the dataset with the reason. */
export const createArchiveHandler =
  (work: ArchiveWork, logger: Logger): Handler<typeof archiveJob> =>
  ({ payload: { datasetId }, signal, comesBack }) =>
    runOrGiveUp(() => writeArchive({ datasetId, signal }, work), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failArchive(work, datasetId, error),
    });
