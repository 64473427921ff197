import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** Codes of the queue. */
export const queueCodes = defineCodes('queue', {
  invalid_payload: {
    status: 500,
    message: 'The payload of a {job} job is not what the job declares ({problems}); it was set aside as dead.',
    retry: false,
  },
  closed: {
    status: 503,
    message: 'The queue is closing, so that no more work is taken; try again in a moment.',
    retry: true,
  },
});

/** Makes an error of this area. */
export const queueError = errorsOf(queueCodes);
