import { errors } from 'undici';
import { PixmillError } from '../errors/pixmill-error.ts';
import { fetchError } from './fetch.errors.ts';
import type { FetchCode } from './fetch.errors.ts';

/** How far an exchange had come when it failed. */
export type ExchangeStage = 'headers' | 'body';

const CODES: Readonly<Record<string, FetchCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'fetch.timeout_connect',
  UND_ERR_HEADERS_TIMEOUT: 'fetch.timeout_headers',
  UND_ERR_BODY_TIMEOUT: 'fetch.timeout_body',
  UND_ERR_HEADERS_OVERFLOW: 'fetch.bad_response',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'fetch.interrupted_body',
  ECONNREFUSED: 'fetch.connection_refused',
  ETIMEDOUT: 'fetch.timeout_connect',
};

const TLS =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO)/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Turns what the HTTP client throws into a catalogue error. Catalogue errors (thrown by the guard inside the connection)
 * and faults of the program come back as they are.
 */
export const networkError = (error: unknown, host: string, stage: ExchangeStage): unknown => {
  if (error instanceof PixmillError) return error;
  const code = codeOf(error);
  if (error instanceof errors.HTTPParserError) {
    return fetchError('fetch.bad_response', { host, reason: code || 'not HTTP/1.1' }, { cause: error });
  }
  if (code === '') return error;
  const known = CODES[code];
  if (known !== undefined) return fetchError(known, { host, reason: code }, { cause: error });
  if (TLS.test(code)) return fetchError('fetch.tls_failed', { host, reason: code }, { cause: error });
  if (stage === 'body') return fetchError('fetch.interrupted_body', { host, reason: code }, { cause: error });
  const reason = code === 'UND_ERR_SOCKET' ? 'closed by the other side' : code;
  return fetchError('fetch.connection_failed', { host, reason }, { cause: error });
};
