import type { Pixmill } from '../compose.ts';
import type { JobMill, JobServices } from '../features/jobs/job-services.ts';
import type { ProjectServices } from '../features/projects/projects.service.ts';
import type { SignUrl } from '../library/image-view.ts';
import { cancelJob } from '../mill/job/cancel-job.ts';
import { createJob } from '../mill/job/create-job.ts';
import { deleteJob, deleteProject } from '../mill/job/delete-job.ts';
import { chunkJob } from '../mill/job/mill.jobs.ts';
import { retryJob } from '../mill/job/retry-job.ts';
import { startPendingJob } from '../mill/job/start-job.ts';
import { judgeCodes } from '../mill/judge/judge.errors.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { selectSources } from '../select-sources.ts';

/** What features may ask of the mill's jobs. */
export const jobMillOf = ({ settings, database: { db }, queue }: Pixmill): JobMill => {
  const services = { queue, link: (path: string) => baseUrlOf(settings) + path };
  return {
    create: createJob,
    start: (tx, jobId) => startPendingJob(tx, { queue, jobId }),
    cancel: (tx, options) => cancelJob(tx, services, options),
    retry: (tx, options) => retryJob(tx, { queue, ...options }),
    remove: (jobId, last) => deleteJob({ db, queue }, { jobId, last }),
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
export const projectServicesOf = ({ database: { db }, queue }: Pixmill): ProjectServices => ({
  db,
  removeProject: (tx, projectId) => deleteProject(tx, queue, projectId),
});
