import { defineCodes, type CodeOf } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/**
 * Why a source could not answer, or why an item of it cannot become a fetch. Details: `source` is the title of the
 * source; `reason` is short and ours or the service's own words, cut to one line.
 */
export const sourceCodes = defineCodes('source', {
  // Asking for a source
  unknown: {
    status: 422,
    loc: ['body', 'sources'],
    message: 'There is no source named "{name}"; choose from {known}.',
    retry: false,
  },
  not_available: {
    status: 400,
    message: '{source} cannot be used: {reason}',
    retry: false,
  },
  missing_key: {
    status: 400,
    message: '{source} needs {key}: set it in the environment or in .env, or leave this source out.',
    retry: false,
  },
  not_a_search: {
    status: 400,
    message:
      'The source "{source}" does not answer keywords: choose one that does, or give its file or folder to `pixmill import`.',
    retry: false,
  },
  bad_query: {
    status: 422,
    message: '{source} cannot be asked for "{query}": {reason}',
    retry: false,
  },

  // What a service answers
  rate_limited: {
    status: 503,
    message: '{source} asks to slow down: try again in {wait}.',
    retry: true,
  },
  quota_exhausted: {
    status: 503,
    message: '{source} has given all that it gives in a day: try again in {wait}, or set its key for more.',
    retry: true,
  },
  unreachable: {
    status: 503,
    message: '{source} could not be reached ({reason}): check the network, or try again later.',
    retry: true,
  },
  blocked: {
    status: 502,
    message: '{source} refuses to answer this machine ({reason}): set CRAWLER_CONTACT, and try again later.',
    retry: false,
  },
  key_rejected: {
    status: 502,
    message: '{source} does not accept its key: check {key}, or unset it.',
    retry: false,
  },
  refused: {
    status: 502,
    message: '{source} did not carry out the request: {reason}',
    retry: false,
  },
  not_json: {
    status: 502,
    message: '{source} answered with something that is not JSON ({reason}): try again later.',
    retry: true,
  },
  answer_not_understood: {
    status: 502,
    message: '{source} answered in a form that this version does not know ({reason}): update Pixmill, or report it.',
    retry: false,
  },

  // Why one item does not become a fetch
  bad_url: { status: 422, message: 'The address is not an absolute http or https URL.', retry: false },
  no_image: { status: 422, message: 'The item has no image that can be fetched.', retry: false },
  licence_not_accepted: { status: 422, message: 'The licence is not among those asked for.', retry: false },
  withdrawn: { status: 422, message: 'The source hides the item, or has flagged it.', retry: false },
  item_gone: { status: 404, message: 'The source named the item, but no longer has it.', retry: false },
});

/** A code of a source, e.g. `source.rate_limited`. */
export type SourceCode = CodeOf<typeof sourceCodes>;

/** Makes the error of a `source.*` code. */
export const sourceError = errorsOf(sourceCodes);
