import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill import`. */
export const importCodes = defineCodes('import', {
  nothing_asked: {
    status: 422,
    retry: false,
    message: 'Nothing to import: name files, folders, archives or lists of links.',
  },
  bad_project: {
    status: 422,
    retry: false,
    message: '--project cannot be "{name}": expected a name of 1 to 100 characters.',
  },
  too_many_paths: {
    status: 422,
    retry: false,
    message: '{count} paths are more than the {most} of one import: name the folder that they are in instead.',
  },
  interrupted: {
    status: 409,
    retry: false,
    message: 'An import into {project} was interrupted: finish it first, with the same command and --continue.',
  },
  nothing_to_continue: {
    status: 404,
    retry: false,
    message: 'There is no import into {project} to go on with: leave --continue and --retry-failed out to begin one.',
  },
  other_request: {
    status: 409,
    retry: false,
    message:
      'The interrupted import into {project} asked for something else ({difference}): repeat its command with --continue, or name no paths.',
  },
  running: {
    status: 409,
    retry: true,
    message: 'Another command is importing into {project} right now: wait for it.',
  },
  nothing_kept: { status: 422, retry: false, message: 'No image came into {project}: {reason}' },
  failed: { status: 502, retry: true, message: 'The import into {project} could not be finished: {reason}' },
});

export const importError = errorsOf(importCodes);
