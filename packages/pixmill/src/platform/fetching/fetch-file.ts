import { PixmillError } from '../errors/pixmill-error.ts';
import type { FetchContext } from './fetch-context.ts';
import { fetchError } from './fetch.errors.ts';
import type { Fetcher, FetchResult, OptOut } from './fetcher.ts';
import { followRedirects } from './follow-redirects.ts';
import { judgeByFiles, judgeByHeaders } from './opt-out.ts';
import { readBody } from './response-body.ts';
import { withRetries } from './retrying.ts';
import { statusError } from './status-error.ts';
import type { TdmStatement } from './tdmrep.ts';
import type { HttpResponse } from './transport.ts';

const HEADERS = {
  accept: 'image/avif,image/webp,image/jpeg,image/png,*/*;q=0.1',
  // Images do not get smaller, and what is not encoded cannot be a decompression bomb.
  'accept-encoding': 'identity',
};
const ALLOWED_HEADERS = new Set(['referer']);

type Success = Omit<Extract<FetchResult, { ok: true }>, 'attempts'>;
type Refusal = { readonly error: PixmillError; readonly optOut: OptOut | null; readonly httpStatus: number | null };

const ownHeadersOf = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const bad = Object.keys(headers).find((name) => !ALLOWED_HEADERS.has(name.toLowerCase()));
  if (bad !== undefined) throw new TypeError(`Expected only allow-listed headers (Referer) but received ${bad}.`);
  return headers;
};

const failure = (
  error: PixmillError,
  attempts: number,
  optOut: OptOut | null,
  httpStatus: number | null,
): FetchResult => {
  const { retryAfterMs } = error.details;
  return {
    ok: false,
    code: error.code,
    detail: error.message,
    httpStatus,
    attempts,
    optOut,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
  };
};

/** Makes `Fetcher.fetchFile`. */
export const createFetchFile =
  (context: FetchContext): Fetcher['fetchFile'] =>
  async (url, { maxBytes, optOut: policy, signal, headers = {} }) => {
    const ownHeaders = ownHeadersOf(headers);
    const { transport, policies, storage, allowedOrigins, totalMs } = context;

    const receive = async (response: HttpResponse, optOut: OptOut): Promise<Success> => {
      let file;
      try {
        file = await storage.receive(readBody(response, maxBytes), { maxBytes });
      } catch (error) {
        if (!(error instanceof PixmillError) || error.code !== 'storage.too_large') throw error;
        throw fetchError('fetch.too_large', { host: response.url.host, limit: maxBytes }, { cause: error });
      } finally {
        response.body.destroy();
      }
      if (file.bytes === 0) {
        await file.discard();
        throw fetchError('fetch.empty', { host: response.url.host, httpStatus: response.status });
      }
      return {
        ok: true,
        file,
        finalUrl: response.url.href,
        httpStatus: response.status,
        contentType: response.headers.first('content-type'),
        optOut,
        etag: response.headers.first('etag'),
        lastModified: response.headers.first('last-modified'),
      };
    };

    const attempt = async (): Promise<Success | Refusal> => {
      let tdm: TdmStatement | null = null;
      const walked = await followRedirects<Refusal>({
        transport,
        url,
        headers: HEADERS,
        ownHeaders,
        signal,
        totalMs,
        allowedOrigins,
        beforeHop: async (hop) => {
          const verdict = await judgeByFiles(hop, policy, policies, signal);
          if (!verdict.allowed) {
            return { go: false, stop: { error: verdict.error, optOut: verdict.optOut, httpStatus: null } };
          }
          tdm = verdict.tdm;
          return { go: true, minIntervalMs: verdict.crawlDelayMs };
        },
      });
      if ('stop' in walked) return walked.stop;
      const { response } = walked;
      const error = statusError(response);
      if (error !== null) {
        response.drain();
        throw error;
      }
      const optOut = judgeByHeaders(response.url, response.headers, policy, tdm);
      if (optOut.decision === 'deny') {
        response.body.destroy();
        const details = { host: response.url.host, rule: optOut.rule };
        return { error: fetchError('fetch.opted_out', details), optOut, httpStatus: response.status };
      }
      return receive(response, optOut);
    };

    const ended = await withRetries({ attempt, signal, scheduler: context.scheduler, retry: context.retry });
    if ('error' in ended) {
      const { httpStatus } = ended.error.details;
      return failure(ended.error, ended.attempts, null, typeof httpStatus === 'number' ? httpStatus : null);
    }
    const { value, attempts } = ended;
    return 'error' in value ? failure(value.error, attempts, value.optOut, value.httpStatus) : { ...value, attempts };
  };
