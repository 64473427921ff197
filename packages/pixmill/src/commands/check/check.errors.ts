import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill check`. */
export const checkCodes = defineCodes('check', {
  not_found: { status: 404, retry: false, message: '{path} does not exist: check the path.' },
  not_a_folder: {
    status: 422,
    retry: false,
    message: '{path} is not a folder: name the folder that the images are in.',
  },
  not_readable: {
    status: 422,
    retry: false,
    message: '{path} cannot be read ({reason}): correct its permissions, or name another folder.',
  },
  nothing_found: {
    status: 422,
    retry: false,
    message: 'There are no images in {path}{others}: check the path.',
  },
  bad_report_path: {
    status: 422,
    retry: false,
    message: 'The report cannot be written to {path} ({reason}): choose another --out.',
  },
  report_not_written: {
    status: 507,
    retry: true,
    message: 'The folder was checked, but the report could not be written to {path} ({reason}): choose another --out.',
  },
});

export const checkError = errorsOf(checkCodes);
