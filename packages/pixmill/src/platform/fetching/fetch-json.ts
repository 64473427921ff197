import type { FetchContext } from './fetch-context.ts';
import { fetchError } from './fetch.errors.ts';
import type { Fetcher } from './fetcher.ts';
import { followRedirects } from './follow-redirects.ts';
import { readAll } from './response-body.ts';
import { withRetries } from './retrying.ts';
import { statusError } from './status-error.ts';

const HEADERS = { accept: 'application/json, */*;q=0.1', 'accept-encoding': 'gzip, br' };
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** Makes `Fetcher.fetchJson`. The caller's headers go to the first origin only. */
export const createFetchJson =
  (context: FetchContext): Fetcher['fetchJson'] =>
  async (url, { signal, form, headers = {}, maxBytes = LARGEST_ANSWER, minIntervalMs = 0 }) => {
    const { transport, allowedOrigins, totalMs, scheduler, retry } = context;
    const attempt = async (): ReturnType<Fetcher['fetchJson']> => {
      const walked = await followRedirects({
        transport,
        url,
        headers: HEADERS,
        ownHeaders: headers,
        signal,
        totalMs,
        minIntervalMs,
        allowedOrigins,
        ...(form === undefined ? {} : { form }),
      });
      if ('stop' in walked) return walked.stop;
      const { response } = walked;
      const error = statusError(response);
      if (error !== null) {
        response.drain();
        throw error;
      }
      const text = (await readAll(response, { maxBytes })).toString('utf8').replace(/^\uFEFF/, '');
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch (cause) {
        const details = { host: response.url.host, httpStatus: response.status };
        throw fetchError(text.trim() === '' ? 'fetch.empty' : 'fetch.bad_json', details, { cause });
      }
      return { body, headers: response.headers.record(), status: response.status };
    };
    const ended = await withRetries({ attempt, signal, scheduler, retry });
    if ('error' in ended) throw ended.error;
    return ended.value;
  };
