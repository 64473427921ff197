import type { Pixmill } from '../compose.ts';
import type { JobMill, JobServices } from '../features/jobs/job-services.ts';
import type { ProjectServices } from '../features/projects/projects.service.ts';
import type { SignUrl } from '../library/image-view.ts';
import { cancelJob } from '../mill/job/cancel-job.ts';
import { createJob } from '../mill/job/create-job.ts';
import { chunkJob } from '../mill/job/mill.jobs.ts';
import { retryJob } from '../mill/job/retry-job.ts';
import { startPendingJob } from '../mill/job/start-job.ts';
import { judgeCodes } from '../mill/judge/judge.errors.ts';
import { removeJob, removeJobParts } from '../mill/removal/remove-job.ts';
import { removeProject } from '../mill/removal/remove-project.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { settingsMissingFor } from '../platform/config/check-analysers.ts';
import { selectSources } from '../select-sources.ts';

/** Parts of a job that a request removes itself. */
const PARTS_AT_ONCE = 5;

/** What features may ask of the mill's jobs. */
export const jobMillOf = ({ settings, database: { db }, queue, storage, logger }: Pixmill): JobMill => {
  const { signal } = new AbortController();
  const services = { queue, link: (path: string) => baseUrlOf(settings) + path };
  return {
    create: createJob,
    start: (tx, jobId) => startPendingJob(tx, { queue, jobId }),
    cancel: (tx, options) => cancelJob(tx, services, options),
    retry: (tx, options) => retryJob(tx, { queue, ...options }),
    remove: async (jobId, last) => {
      await db.transaction(async (tx) => {
        if (await removeJob(tx, queue, jobId)) await last(tx);
      });
      // A small job is gone when this is answered, with its images; what is left of a large one the queue removes.
      await removeJobParts({ db, queue, storage }, jobId, { parts: PARTS_AT_ONCE, signal }).catch((error: unknown) =>
        logger.warn({ err: error }, 'what is left of a job stays for the queue'),
      );
    },
    chunkStates: (reader, chunkIds) => queue.statesOf(reader, chunkJob, chunkIds),
  };
};

/** What the jobs of the API are given. */
export const jobServicesOf = (pixmill: Pixmill, { signUrl }: { readonly signUrl: SignUrl }): JobServices => ({
  db: pixmill.database.db,
  mill: jobMillOf(pixmill),
  selectSources: (names) => selectSources(names, pixmill.settings),
  signUrl,
  rejectingIssues: Object.keys(judgeCodes.codes).map((code) => code.replace('judge.', '')),
});

/** What the projects of the API are given. */
export const projectServicesOf = ({ database: { db }, queue, settings }: Pixmill): ProjectServices => ({
  db,
  settingsMissingFor: (analyser) => settingsMissingFor(analyser, settings),
  removeProject: (tx, projectId) => removeProject(tx, queue, projectId),
});
