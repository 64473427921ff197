import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of a command that looks at the pictures of a folder. */
export const folderCodes = defineCodes('folder', {
  not_found: { status: 404, retry: false, message: '{path} does not exist: check the path.' },
  not_a_folder: {
    status: 422,
    retry: false,
    message: '{path} is not a folder: name the folder that the pictures are in.',
  },
  not_readable: {
    status: 422,
    retry: false,
    message: '{path} cannot be read ({reason}): correct its permissions, or name another folder.',
  },
  nothing_found: { status: 422, retry: false, message: 'There are no pictures in {path}: check the path.' },
  failed: { status: 502, retry: true, message: '{path} could not be looked through: {reason}' },
  running: { status: 409, retry: true, message: 'Another command is looking at {path} right now: wait for it.' },
});

export const folderError = errorsOf(folderCodes);
