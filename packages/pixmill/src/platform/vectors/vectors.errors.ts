import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

const NOT_NOW = 'Search by likeness does not work right now: try again in a moment.';
const TELL_ADMIN = 'Search by likeness does not work here: tell your admin.';

export const vectorCodes = defineCodes('vectors', {
  unavailable: {
    status: 503,
    message:
      'Search by likeness needs the library LanceDB, which is not installed here or does not run on {platform} ({reason}); install Pixmill again with its optional dependencies.',
    overHttp: TELL_ADMIN,
    retry: false,
  },
  bad_url: {
    status: 500,
    message: 'SEARCH_URL cannot be used ({reason}); write an absolute path or s3://bucket/prefix.',
    overHttp: TELL_ADMIN,
    retry: false,
  },
  bad_model: {
    status: 400,
    message:
      'Vectors of the model {model} with {dimensions} dimensions cannot be kept: a name has up to 100 letters, digits, dots and dashes, and a vector 1 to 8192 numbers.',
    retry: false,
  },
  bad_dimensions: {
    status: 400,
    message:
      'The vector has {found} numbers where those of the model {model} have {dimensions}; use the model that made it.',
    retry: false,
  },
  bad_vector: {
    status: 400,
    message: 'The vector of {id} has no direction: it holds a number that is not finite, or nothing but zeros.',
    retry: false,
  },
  bad_id: {
    status: 400,
    message: 'What stands where the UUID of a vector, a project or an owner belongs is not a UUID.',
    retry: false,
  },
  bad_limit: {
    status: 400,
    message: 'A search gives 1 to {max} vectors and leaves out up to {max}; ask for fewer.',
    retry: false,
  },
  damaged: {
    status: 503,
    message:
      'The index of vectors at {path} is damaged ({reason}); `pixmill search rebuild` makes it anew from the database.',
    overHttp: NOT_NOW,
    retry: false,
  },
  busy: {
    status: 503,
    message: 'Others changed the index of vectors at {path} again and again at the same moment; try again.',
    overHttp: NOT_NOW,
    retry: true,
  },
  full: {
    status: 507,
    message: 'The disk that holds the index of vectors at {path} is full; free some space, then go on.',
    overHttp: TELL_ADMIN,
    retry: true,
  },
  not_permitted: {
    status: 500,
    message:
      'Pixmill may not read or write the index of vectors at {path}; correct its permissions, or the keys of the bucket.',
    overHttp: TELL_ADMIN,
    retry: false,
  },
  unreachable: {
    status: 503,
    message:
      'The index of vectors at {path} does not answer as it should; check SEARCH_URL and S3_ENDPOINT, then try again.',
    overHttp: NOT_NOW,
    retry: true,
  },
});

/** Makes an error of the area `vectors`. */
export const vectorError = errorsOf(vectorCodes);
