import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of a report. */
export const reportPageCodes = defineCodes('report', {
  bad_path: {
    status: 422,
    retry: false,
    message: 'The report cannot be written to {path} ({reason}): choose another --out.',
  },
  not_written: {
    status: 507,
    retry: true,
    message: 'The work is done, but its report could not be written to {path} ({reason}): choose another --out.',
  },
});

export const reportPageError = errorsOf(reportPageCodes);
