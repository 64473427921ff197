import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of a build. */
export const buildCodes = defineCodes('build', {
  interrupted: {
    status: 409,
    retry: false,
    message:
      'A build into {directory} was interrupted: repeat the command with --continue to go on with it, or choose another --out.',
  },
  finished: {
    status: 409,
    retry: false,
    message:
      'The build into {directory} is finished: add --retry-failed to try failed candidates again, or choose another --out.',
  },
  nothing_to_continue: {
    status: 404,
    retry: false,
    message: 'There is no build into {directory} to go on with: leave --continue out to begin one.',
  },
  other_request: {
    status: 409,
    retry: false,
    message:
      'The interrupted build into {directory} asked for something else ({difference}): repeat its command, or choose another --out.',
  },
  running: {
    status: 409,
    retry: true,
    message: 'Another command is building into {directory} right now: wait for it, or choose another --out.',
  },
  nothing_kept: {
    status: 422,
    retry: false,
    message: 'No image was kept, so there is no dataset to write: {reason}',
  },
  failed: { status: 502, retry: true, message: '{reason}{advice}' },
});

export const buildError = errorsOf(buildCodes);
