import type { FetchContext } from './fetch-context.ts';
import type { Fetcher } from './fetcher.ts';
import { fetchError } from './fetch.errors.ts';
import { followRedirects } from './follow-redirects.ts';
import { readBody } from './response-body.ts';
import { withRetries } from './retrying.ts';
import { statusError } from './status-error.ts';
import type { HttpResponse } from './transport.ts';

const HEADERS = { accept: '*/*', 'accept-encoding': 'identity' };

const PARTIAL_CONTENT = 206;

/** Whether a partial answer begins where it was asked to (RFC 9110, section 14.4). */
const beginsAt = ({ status, headers }: HttpResponse, start: number): boolean =>
  status === PARTIAL_CONTENT && (headers.first('content-range') ?? '').trim().startsWith(`bytes ${start}-`);

/** Leaves out the first bytes of a stream. */
const skipBytes = async function* (stream: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array, void> {
  let left = count;
  for await (const chunk of stream) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
};

/**
 * Makes `Fetcher.fetchStream`. Tries are over when the body begins; what breaks it later is thrown to the reader. The
 * host's turn lasts until the stream is read or left, so read it at once.
 */
export const createFetchStream =
  (context: FetchContext): Fetcher['fetchStream'] =>
  async (url, { signal, maxBytes, start = 0 }) => {
    const range = start === 0 ? {} : { range: `bytes=${start}-` };
    const { transport, allowedOrigins, streamTotalMs, scheduler, retry } = context;
    const ended = await withRetries({
      attempt: async () => {
        const walked = await followRedirects({
          transport,
          url,
          headers: { ...HEADERS, ...range },
          signal,
          totalMs: streamTotalMs,
          allowedOrigins,
        });
        if ('stop' in walked) return walked.stop;
        const { response } = walked;
        if (start > 0 && beginsAt(response, start)) return response;
        const error = statusError(response);
        if (error === null) return response;
        response.drain();
        throw start > 0 && response.status === PARTIAL_CONTENT
          ? fetchError('fetch.bad_response', {
              host: response.url.host,
              reason: 'it is another part than was asked for',
            })
          : error;
      },
      signal,
      scheduler,
      retry,
    });
    if ('error' in ended) throw ended.error;
    const response = ended.value;
    if (response.status === PARTIAL_CONTENT) return readBody(response, maxBytes - start);
    const body = readBody(response, maxBytes);
    return start === 0 ? body : skipBytes(body, start);
  };
