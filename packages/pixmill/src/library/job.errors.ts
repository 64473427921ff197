import { defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** What can be wrong with a job, and how its candidates end because of the job rather than of themselves. */
export const jobCodes = defineCodes('job', {
  kept: { status: 200, retry: false, message: 'The image is in the project.' },
  target_reached: { status: 200, retry: false, message: 'Enough images were kept before its turn came.' },
  image_deleted: { status: 200, retry: false, message: 'The image was deleted from the project.' },
  cancelled: { status: 200, retry: false, message: 'The job was cancelled before its turn came.' },
  worker_died: {
    status: 500,
    retry: true,
    message: 'The worker died {detail} times while it had this candidate, so it was left out.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'Something went wrong that Pixmill did not expect; LOG_LEVEL=error tells more.',
  },
  unknown_source: { status: 400, retry: false, message: 'There is no source {source}; `pixmill sources` lists them.' },
  bad_bytes: {
    status: 422,
    retry: false,
    loc: ['body', 'config', '{name}'],
    message: '{name} is no number of bytes; give one such as 1024, 1KiB or 25MB, at most 1 TiB.',
  },
  too_many_streams: {
    status: 429,
    retry: true,
    message: 'You follow {limit} jobs at once already; end one of these streams first.',
  },
  no_project: {
    status: 404,
    retry: false,
    message: 'There is no such project to make a job for, or it is not yours.',
  },
  not_found: { status: 404, retry: false, message: 'There is no such job, or it is not yours.' },
  not_pending: { status: 400, retry: false, message: "Cannot start job with status '{status}'. {advice}" },
  not_cancellable: { status: 400, retry: false, message: "Cannot cancel job with status '{status}'. {advice}" },
  not_retryable: { status: 400, retry: false, message: "Cannot retry job with status '{status}'. {advice}" },
  nothing_to_retry: {
    status: 400,
    retry: false,
    message: 'None of the candidates of this job failed{for}, so there is nothing to try again.',
  },
});

/** Makes an error of this area. */
export const jobError = errorsOf(jobCodes);
