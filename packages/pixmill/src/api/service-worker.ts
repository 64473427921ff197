import type { Pixmill } from '../compose.ts';
import { passwordRecoveryJob } from '../features/accounts/accounts.jobs.ts';
import { sendRecovery } from '../features/accounts/recover-password.service.ts';
import { analyseForATurn, enqueueLeftAnalyses, followUp } from '../features/analysis/analyse-handler.ts';
import { analyseJob, followWithAnalysis, markJob, resumeAnalysisJob } from '../features/analysis/analysis.jobs.ts';
import { createAnalysers } from '../features/analysis/open-analysers.ts';
import { createClusterHandler } from '../features/clusters/cluster-handler.ts';
import { clusterJob } from '../features/clusters/clusters.jobs.ts';
import { markForATurn } from '../features/analysis/reprocess.service.ts';
import { createArchiveHandler } from '../features/datasets/archive-handler.ts';
import { findDuplicatesJob } from '../features/duplicates/duplicates.jobs.ts';
import { createFindHandler } from '../features/duplicates/find-handler.ts';
import { reprocessJob } from '../features/images/images.jobs.ts';
import { workOnSuggestions } from '../features/suggestions/suggestion-work.ts';
import { createValidateHandler } from '../features/validation/validate-handler.ts';
import { validateJob } from '../features/validation/validation.jobs.ts';
import { enqueueIndexing } from '../features/vector-index/vector-index.jobs.ts';
import { workOnVectors } from '../features/vector-index/work-on-vectors.ts';
import { archiveJob } from '../library/archive.jobs.ts';
import { enqueueLeftRemovals, enqueueRemovals, removalJob } from '../library/removal.jobs.ts';
import { removeOldJob } from '../library/retention.jobs.ts';
import { removeOldRows } from '../library/retention.repository.ts';
import { goesBefore } from '../library/retention.ts';
import { reprocessImage } from '../mill/reprocess/reprocess-image.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import type { Transaction } from '../platform/database/database.ts';
import { mailFolderOf } from '../platform/mail/mail-folder.ts';
import { openMailer } from '../platform/mail/open-mailer.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import { createMailHandler } from '../platform/mail/send-mail.ts';
import { workDaily } from '../platform/queue/daily.ts';
import { removeStaleFiles } from '../platform/storage/stale-files.ts';
import { archiveWorkOf } from './dataset-services.ts';
import { findingServicesOf } from './duplicate-services.ts';
import { removeNextParts } from './removals.ts';
import { validationServicesOf } from './validation-services.ts';

/** What the service's background work is given. */
export type ServiceWorkerParts = Omit<Pixmill, 'startWorker' | 'close'>;

type StartWork = (parts: ServiceWorkerParts) => Promise<void>;

const sendMails: StartWork = ({ queue, settings, logger }) => {
  const mailer = openMailer({ settings, logger });
  return queue.work(mailJob, { concurrency: 2 }, createMailHandler({ mailer, baseUrl: baseUrlOf(settings), logger }));
};

const writeArchives: StartWork = (parts) =>
  parts.queue.work(archiveJob, { concurrency: 2 }, createArchiveHandler(archiveWorkOf(parts), parts.logger));

const validateImages: StartWork = (parts) =>
  parts.queue.work(validateJob, { concurrency: 1 }, createValidateHandler(validationServicesOf(parts), parts.logger));

const findDuplicates: StartWork = (parts) =>
  parts.queue.work(findDuplicatesJob, { concurrency: 1 }, createFindHandler(findingServicesOf(parts), parts.logger));

const recoverPasswords: StartWork = ({ database, queue, settings }) => {
  const parts = { db: database.db, queue, baseUrl: baseUrlOf(settings) };
  return queue.work(passwordRecoveryJob, { concurrency: 1 }, ({ payload }) => sendRecovery(parts, payload.email));
};

const reprocessImages: StartWork = ({ queue, database, storage, decoders, settings }) => {
  const followImages = followWithAnalysis(queue);
  const services = { db: database.db, storage, decoders, maxPixels: settings.maxPixels, followImages };
  return queue.work(reprocessJob, { concurrency: 2 }, ({ payload: { imageId }, signal }) =>
    reprocessImage(services, { imageId, signal }),
  );
};

/** Several at once: while one person's images wait for a service, or are many, others have their turn. */
const ANALYSES_AT_ONCE = 2;

const analyseImages: StartWork = async ({ queue, database: { db }, logger, ...parts }) => {
  const { settings } = parts;
  const work = {
    db,
    queue,
    logger,
    analysers: createAnalysers({ db, ...parts }),
    usual: settings.analyzers,
    followEmbeddings: (tx: Transaction) => enqueueIndexing(tx, queue),
  };
  await queue.work(analyseJob, { concurrency: ANALYSES_AT_ONCE }, (run) => analyseForATurn(work, run));
  await queue.work(resumeAnalysisJob, { concurrency: 1 }, ({ payload }) => followUp(work, payload));
  await queue.work(markJob, { concurrency: 1 }, (run) => markForATurn(work, run));
};

const keepVectors: StartWork = ({ queue, database: { db }, vectors, logger }) =>
  workOnVectors({ db, queue, vectors, logger });

const suggestLabels: StartWork = ({ queue, database: { db }, logger }) => workOnSuggestions({ db, queue, logger });

const makeClusters: StartWork = ({ queue, database: { db }, logger }) =>
  queue.work(clusterJob, { concurrency: 1 }, createClusterHandler(db, logger));

const removeOld: StartWork = ({ queue, database: { db }, settings, logger }) =>
  workDaily({ queue, db }, removeOldJob, async ({ signal }) => {
    const rows = await removeOldRows(db, { signal });
    const mails = await removeStaleFiles(mailFolderOf(settings), goesBefore('mailFiles', new Date()));
    logger.info({ rows, mails }, 'what was too old is removed');
    await enqueueLeftRemovals(db, queue);
    await enqueueLeftAnalyses({ db, queue });
  });

const finishRemovals: StartWork = ({ queue, database: { db }, storage }) =>
  queue.work(removalJob, { concurrency: 1 }, async ({ payload, signal }) => {
    const isDone = await removeNextParts({ db, queue, storage }, payload, { signal });
    if (!isDone) await db.transaction((tx) => enqueueRemovals(tx, queue, [payload]));
  });

/** One line for each job of `SERVICE_JOBS` that this process works on. */
const WORK: readonly StartWork[] = [
  sendMails,
  reprocessImages,
  analyseImages,
  keepVectors,
  findDuplicates,
  recoverPasswords,
  validateImages,
  suggestLabels,
  writeArchives,
  makeClusters,
  removeOld,
  finishRemovals,
];

/** Lets this process do the service's background work until the queue is stopped. A command's own worker does not. */
export const startServiceWorker = async (parts: ServiceWorkerParts): Promise<void> => {
  for (const start of WORK) await start(parts);
};
