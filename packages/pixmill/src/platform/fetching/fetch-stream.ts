import type { FetchContext } from './fetch-context.ts';
import type { Fetcher } from './fetcher.ts';
import { followRedirects } from './follow-redirects.ts';
import { readBody } from './response-body.ts';
import { withRetries } from './retrying.ts';
import { statusError } from './status-error.ts';

const HEADERS = { accept: '*/*', 'accept-encoding': 'identity' };

/**
 * Makes `Fetcher.fetchStream`. Tries are over when the body begins; what breaks it later is thrown to the reader. The
 * host's turn lasts until the stream is read or left, so read it at once.
 */
export const createFetchStream =
  (context: FetchContext): Fetcher['fetchStream'] =>
  async (url, { signal, maxBytes }) => {
    const { transport, allowedOrigins, streamTotalMs, scheduler, retry } = context;
    const ended = await withRetries({
      attempt: async () => {
        const walked = await followRedirects({
          transport,
          url,
          headers: HEADERS,
          signal,
          totalMs: streamTotalMs,
          allowedOrigins,
        });
        if ('stop' in walked) return walked.stop;
        const error = statusError(walked.response);
        if (error === null) return walked.response;
        walked.response.drain();
        throw error;
      },
      signal,
      scheduler,
      retry,
    });
    if ('error' in ended) throw ended.error;
    return readBody(ended.value, maxBytes);
  };
