import type { PixmillError } from '../errors/pixmill-error.ts';
import { fetchError } from './fetch.errors.ts';
import type { FetchCode } from './fetch.errors.ts';
import type { HttpResponse } from './transport.ts';

const codeOfStatus = (status: number): FetchCode => {
  if (status === 404 || status === 410) return 'fetch.not_found';
  if (status === 401 || status === 403 || status === 451) return 'fetch.forbidden';
  if (status === 429) return 'fetch.rate_limited';
  // The server will not learn to do these by being asked again.
  if (status === 501 || status === 505) return 'fetch.http_error';
  if (status >= 500 || status === 408 || status === 425) return 'fetch.server_error';
  if (status === 204 || status === 205) return 'fetch.empty';
  return 'fetch.http_error';
};

/** The catalogue error for a status that carries no usable body; `null` for 200 and 203. */
export const statusError = ({ status, url, retryAfterMs }: HttpResponse): PixmillError | null =>
  status === 200 || status === 203
    ? null
    : fetchError(codeOfStatus(status), { host: url.host, httpStatus: status, retryAfterMs });
