import { defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** What can be wrong with a dataset, and why one fails. */
export const datasetCodes = defineCodes('dataset', {
  not_found: { status: 404, retry: false, message: 'There is no such dataset, or it is not yours.' },
  no_keywords: {
    status: 422,
    retry: false,
    loc: ['body', 'keywords'],
    message: 'The dataset has no keywords: give some in keywords, or in categories.',
  },
  too_many_keywords: {
    status: 422,
    retry: false,
    loc: ['body', 'keywords'],
    message: 'The dataset has {count} keywords, at most {most} are possible in keywords and categories together.',
  },
  not_cancellable: {
    status: 400,
    retry: false,
    message: "Cannot cancel dataset with status '{status}'; only pending and processing datasets can be cancelled.",
  },
  not_buildable: {
    status: 400,
    retry: false,
    message: "Cannot build dataset with status '{status}'; cancel it, or wait until it has ended.",
  },
  no_archive: {
    status: 404,
    retry: false,
    message: 'This dataset has no archive (its status is {status}): wait until it is completed, or build it again.',
  },
  nothing_kept: {
    status: 422,
    retry: false,
    message: 'Not one image was kept: try other keywords or sources, and look at the outcomes of its job.',
  },
  job_gone: {
    status: 404,
    retry: false,
    message: 'The job of this dataset was deleted before it had ended: build the dataset again.',
  },
  no_room: {
    status: 507,
    retry: true,
    message: 'There is no room for its archive: tell your admin, and build the dataset again when there is.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'Its archive met something that Pixmill did not expect: build the dataset again, or tell your admin.',
  },
});

export const datasetError = errorsOf(datasetCodes);
