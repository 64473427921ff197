import { defineCodes } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** What every endpoint may answer, whatever it does. */
export const httpCodes = defineCodes('http', {
  invalid: { status: 422, retry: false, message: 'The request is not valid: the list says what to change.' },
  bad_json: { status: 400, retry: false, message: 'The body is not the JSON that was expected: {problem}' },
  bad_multipart: {
    status: 400,
    retry: false,
    message: 'The body is not the multipart/form-data that was expected: it is cut off, damaged or without a boundary.',
  },
  unauthenticated: {
    status: 401,
    retry: false,
    message: 'This needs a login: send `Authorization: Bearer <access token>` or `X-API-Key: <key>`.',
  },
  bad_link: {
    status: 401,
    retry: false,
    message: 'This link was not signed here for this address; ask for a new one, or log in.',
  },
  link_expired: { status: 401, retry: false, message: 'This link has expired; ask for a new one, or log in.' },
  forbidden: { status: 403, retry: false, message: 'Your account is not allowed to do this; an admin is.' },
  missing_scope: {
    status: 403,
    retry: false,
    message: 'This API key may not do that, since it lacks the scope `{scope}`: make a key that has it.',
  },
  not_found: { status: 404, retry: false, message: 'There is nothing here; /docs lists what there is.' },
  method_not_allowed: { status: 405, retry: false, message: '{method} is not possible here; possible is {allowed}.' },
  timeout: { status: 408, retry: true, message: 'The request did not arrive in time; send it again.' },
  too_large: { status: 413, retry: false, message: 'The request is too large: {limit} are allowed here.' },
  unsupported_media_type: {
    status: 415,
    retry: false,
    message: 'The content type {given} is not read here; send {expected}.',
  },
  bad_range: { status: 416, retry: false, message: 'That range is outside the {bytes} bytes of this file.' },
  bad_cursor: {
    status: 422,
    retry: false,
    loc: ['query', 'cursor'],
    message:
      'This cursor is not one of this list: send `next_cursor` of the page before, with the same sort and order.',
  },
  key_reused: {
    status: 422,
    retry: false,
    loc: ['header', 'idempotency-key'],
    message: 'This Idempotency-Key was used for another request; choose a new one.',
  },
  key_in_use: {
    status: 409,
    retry: true,
    message: 'The first request with this Idempotency-Key is still running; ask again in a moment.',
  },
  bad_idempotency_key: {
    status: 422,
    retry: false,
    loc: ['header', 'idempotency-key'],
    message: 'The Idempotency-Key cannot be used: send 1 to 255 printable ASCII characters, e.g. a UUID.',
  },
  foreign_page: {
    status: 403,
    retry: false,
    message:
      'With AUTH=off only pages of this machine may use Pixmill: open it as http://127.0.0.1, or name the origin of the page in CORS_ORIGINS.',
  },
  bad_url: { status: 400, retry: false, message: 'The address of the request cannot be read: encode it as a URL.' },
  bad_request: { status: 400, retry: false, message: 'This is no HTTP request that Pixmill understands.' },
  headers_too_large: { status: 431, retry: false, message: 'The headers of the request are larger than 16 KB.' },
  rate_limited: {
    status: 429,
    retry: true,
    message: 'Too many requests: {limit} a minute are allowed; go on in {seconds} s.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'Something went wrong here and is in the log under this request_id: try again, or tell your admin.',
  },
  conflict: {
    status: 503,
    retry: true,
    message: 'Somebody changed or deleted the same thing at this moment and nothing was done: try again.',
  },
  not_ready: { status: 503, retry: true, message: 'Pixmill is not ready right now: {reason} Try again in a moment.' },
});

export const httpError = errorsOf(httpCodes);
