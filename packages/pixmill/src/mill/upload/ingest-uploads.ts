import pLimit from 'p-limit';
import type { FollowImages } from '../../library/image-arrivals.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Queue } from '../../platform/queue/queue.ts';
import type { IncomingFile } from '../../platform/storage/storage.ts';
import { lockBlobs } from '../blob-lock.ts';
import { releaseBlobs } from '../removal/release-blobs.ts';
import { timeServices, untimed, type StageTimer } from '../time-stages.ts';
import type { Settlement } from '../settle/settlement.ts';
import { processCandidate } from '../stages/process-candidate.ts';
import type { StageServices } from '../stages/process-candidate.ts';
import { settleUpload } from './settle-upload.ts';
import type { UploadOutcome } from './settle-upload.ts';
import { recordUpload, UPLOADS_A_JOB } from './upload-job.ts';
import type { StagedUpload, UploadJob } from './upload-job.ts';

/** A file that has arrived and is not yet durable. */
export type UploadedFile = Omit<StagedUpload, 'sha256'> & { readonly incoming: IncomingFile };

/** An upload of some files into one project. */
export type UploadRequest = {
  readonly userId: string;
  /**
   * Says into which project, in the transaction that writes the upload down; it makes sure that the project stays until
   * then, and throws when there is none.
   */
  readonly project: (tx: Transaction) => Promise<string>;
  readonly files: readonly UploadedFile[];
};

export type UploadServices = {
  readonly db: Database;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly stages: StageServices;
  readonly logger: Pick<Logger, 'warn'>;
  /** Runs every stage, to note how long it takes. */
  readonly time?: StageTimer;
  readonly followImages?: FollowImages;
  /** Largest file, in bytes; it stands in the job. */
  readonly maxBytes: number;
};

/** Files that are made durable at once. */
const COMMITS_AT_ONCE = 8;

/**
 * Takes uploaded files through the pipeline at once, in this process: they are staged and written down as candidates of an
 * `upload` job, inspected, judged and settled like those of any source. Returns how each ended, in their order. When the
 * process dies in between, a worker takes up what was written down.
 */
export const ingestUploads = async (
  { time = untimed, ...given }: UploadServices,
  { files, ...request }: UploadRequest,
): Promise<readonly UploadOutcome[]> => {
  const services = { ...given, stages: timeServices(given.stages, time) };
  const outcomes: UploadOutcome[] = [];
  for (let start = 0; start < files.length; start += UPLOADS_A_JOB) {
    const part = { ...request, files: files.slice(start, start + UPLOADS_A_JOB) };
    const job = await stage(services, part);
    const settlements = await inspect(services, job);
    const ended = await time('settle', () => settleUpload(services, job, settlements));
    const unused = part.files.filter((_, index) => ended[index]?.imageId === null);
    await releaseBlobs(
      { db: services.db, storage: services.stages.storage },
      unused.map(({ incoming }) => incoming.sha256),
    ).catch((error: unknown) => services.logger.warn({ err: error }, 'bytes of refused files stay for the sweep'));
    outcomes.push(...ended);
  }
  return outcomes;
};

/** Files before rows; the lock keeps the bytes from being removed until the rows are there. */
const stage = (
  { db, queue, maxBytes }: UploadServices,
  { userId, project, files }: UploadRequest,
): Promise<UploadJob> => {
  const limit = pLimit(COMMITS_AT_ONCE);
  const uploads = files.map(({ incoming, ...upload }) => ({ ...upload, sha256: incoming.sha256 }));
  return db.transaction(async (tx) => {
    const projectId = await project(tx);
    await lockBlobs(
      tx,
      uploads.map(({ sha256 }) => sha256),
      'shared',
    );
    await Promise.all(files.map(({ incoming }) => limit(() => incoming.commit())));
    return recordUpload(tx, { queue, projectId, userId, uploads, maxBytes });
  });
};

/** What is not settled here, a worker takes up: nothing is aborted when the client goes. */
const inspect = ({ stages }: UploadServices, { rows, search, config }: UploadJob): Promise<Settlement[]> => {
  const { signal } = new AbortController();
  return Promise.all(
    rows.map(async (row) => {
      const result = await processCandidate({ row, search, config, services: stages, signal });
      return 'deferred' in result ? result.failure : result;
    }),
  );
};
