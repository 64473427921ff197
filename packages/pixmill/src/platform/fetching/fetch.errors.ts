import { defineCodes } from '../errors/error-catalogue.ts';
import type { CodeOf } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** Why a fetch did not end in bytes. Details: `url` (secrets hidden), `host`, `reason`, `httpStatus`, `retryAfterMs`. */
export const fetchCodes = defineCodes('fetch', {
  bad_url: { status: 422, message: 'The URL is not one that can be fetched: {reason}.', retry: false },
  blocked_scheme: {
    status: 422,
    message: 'Only http and https URLs are fetched; this one begins with {reason}.',
    retry: false,
  },
  blocked_host: {
    status: 422,
    message:
      'The host {host} names this machine or its network; add its origin to ALLOWED_PRIVATE_ORIGINS to allow it.',
    retry: false,
  },
  blocked_port: {
    status: 422,
    message: 'Only ports 80 and 443 are fetched; add the origin of {host} to ALLOWED_PRIVATE_ORIGINS to allow it.',
    retry: false,
  },
  blocked_address: {
    status: 422,
    message:
      'The host {host} is at an address that is not public; add its origin to ALLOWED_PRIVATE_ORIGINS to allow it.',
    retry: false,
  },
  host_not_found: { status: 502, message: 'The host {host} does not exist (no DNS record).', retry: false },
  dns_failed: {
    status: 502,
    message: 'The name of the host {host} could not be resolved; try again later.',
    retry: true,
  },
  connection_refused: { status: 502, message: 'The host {host} refused the connection.', retry: true },
  connection_failed: { status: 502, message: 'The connection to {host} failed or broke off: {reason}.', retry: true },
  tls_failed: { status: 502, message: 'The certificate or TLS of {host} cannot be trusted: {reason}.', retry: false },
  bad_response: { status: 502, message: 'The answer of {host} is not valid HTTP: {reason}.', retry: true },
  timeout_connect: { status: 504, message: 'The host {host} did not accept a connection in time.', retry: true },
  timeout_headers: { status: 504, message: 'The host {host} did not begin to answer in time.', retry: true },
  timeout_body: { status: 504, message: 'The host {host} stopped sending in the middle of the answer.', retry: true },
  timeout_total: { status: 504, message: 'The answer of {host} took longer than the time allowed.', retry: true },
  not_found: { status: 502, message: 'There is nothing at this URL any more (HTTP {httpStatus}).', retry: false },
  forbidden: { status: 502, message: 'The host {host} refuses to serve this URL (HTTP {httpStatus}).', retry: false },
  rate_limited: { status: 503, message: 'The host {host} asks for fewer requests; try again later.', retry: true },
  server_error: {
    status: 502,
    message: 'The host {host} answered with HTTP {httpStatus}; try again later.',
    retry: true,
  },
  http_error: { status: 502, message: 'The host {host} answered with HTTP {httpStatus}.', retry: false },
  too_many_redirects: { status: 502, message: 'The URL redirects too often or in a circle.', retry: false },
  bad_redirect: {
    status: 502,
    message: 'The host {host} redirects to something that cannot be followed.',
    retry: false,
  },
  insecure_redirect: { status: 502, message: 'The URL redirects from https to http, which is refused.', retry: false },
  too_large: { status: 502, message: 'The answer is larger than the limit of {limit} bytes.', retry: false },
  empty: { status: 502, message: 'The answer holds no bytes.', retry: false },
  bad_encoding: {
    status: 502,
    message: 'The content encoding of the answer is not supported or broken: {reason}.',
    retry: false,
  },
  interrupted_body: { status: 502, message: 'The answer of {host} broke off before its end.', retry: true },
  bad_json: { status: 502, message: 'The host {host} did not answer with valid JSON.', retry: true },
  opted_out: {
    status: 403,
    message: 'The owner of this URL does not allow its use for a dataset ({rule}).',
    retry: false,
  },
  robots_unavailable: {
    status: 503,
    message:
      'The robots.txt of {host} could not be read (HTTP {httpStatus}), so nothing is fetched from there for now.',
    retry: true,
  },
  host_parked: { status: 503, message: 'The host {host} asked for a pause, which is not over yet.', retry: true },
  circuit_open: {
    status: 503,
    message: 'The host {host} failed many times in a row and is left alone for a while.',
    retry: true,
  },
});

export type FetchCode = CodeOf<typeof fetchCodes>;

/** Makes a catalogue error of this area. */
export const fetchError = errorsOf(fetchCodes);
