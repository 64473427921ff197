import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { startDeadline } from './deadline.ts';
import { fetchError } from './fetch.errors.ts';
import { headerLines } from './header-lines.ts';
import type { HeaderLines } from './header-lines.ts';
import type { HostScheduler } from './host-scheduler.ts';
import { networkError } from './network-error.ts';
import { parseRetryAfter, rateLimitPause } from './retry-after.ts';

/** One answer of one server; its host's turn is over when the body is closed, so always read, `drain` or destroy it. */
export type HttpResponse = {
  readonly url: URL;
  readonly status: number;
  readonly headers: HeaderLines;
  readonly body: Readable;
  /** Turns an error of the body into a catalogue error. */
  readonly bodyError: (error: unknown) => unknown;
  /** What `Retry-After` says, in ms. */
  readonly retryAfterMs: number | null;
  /** Throws the rest of the body away; small ones are read, so that the connection can be used again. */
  readonly drain: () => void;
};

export type HttpRequest = {
  /** Already guarded. */
  readonly url: URL;
  /** Sent as form fields by POST; without it the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** For the whole exchange, from the connection to the end of the body, in ms; waiting for a turn does not count. */
  readonly totalMs: number;
  readonly minIntervalMs?: number;
};

/** Does one exchange: waits for the host's turn, sends, reads the host's wishes from the headers. Throws `fetch.*`. */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

const DRAINED_BYTES = 65_536;

export const createTransport =
  ({
    dispatcher,
    scheduler,
    userAgent,
    life,
  }: {
    readonly dispatcher: Dispatcher;
    readonly scheduler: HostScheduler;
    readonly userAgent: string;
    /** Aborted when the fetcher is closed. */
    readonly life: AbortSignal;
  }): Transport =>
  async ({ url, form, headers, signal, totalMs, minIntervalMs = 0 }) => {
    const { host } = url;
    const release = await scheduler.acquire(host, { signal, minIntervalMs });
    const deadline = startDeadline(signal, totalMs, () => fetchError('fetch.timeout_total', { host }));
    const end = (): void => {
      deadline.stop();
      release();
    };
    // What aborted it says more than how the client put it.
    const told = (error: unknown, stage: 'headers' | 'body'): unknown => {
      if (signal.aborted) return signal.reason;
      if (life.aborted) return life.reason;
      if (deadline.signal.aborted) return deadline.signal.reason;
      return networkError(error, host, stage);
    };
    try {
      const response = await dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        ...(form === undefined
          ? { method: 'GET', headers: { 'user-agent': userAgent, ...headers } }
          : {
              method: 'POST',
              headers: { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded', ...headers },
              body: new URLSearchParams(form).toString(),
            }),
        signal: deadline.signal,
        responseHeaders: 'raw',
      });
      const { body, statusCode: status } = response;
      body.on('error', () => {});
      body.once('close', end);
      const lines = headerLines(rawLines(response.headers));
      const now = Date.now();
      const retryAfterMs = parseRetryAfter(lines.first('retry-after'), now);
      if (status < 500) scheduler.succeeded(host);
      if ((status === 429 || status === 503) && retryAfterMs !== null) {
        scheduler.park(host, retryAfterMs, `asked to wait (HTTP ${status})`);
      }
      const pause = rateLimitPause(lines.first, now);
      if (pause > 0) scheduler.park(host, pause, 'no requests left');
      return {
        url,
        status,
        headers: lines,
        body,
        retryAfterMs,
        bodyError: (error) => told(error, 'body'),
        drain: () => {
          body.dump({ limit: DRAINED_BYTES }).catch(() => {});
        },
      };
    } catch (error) {
      end();
      throw told(error, 'headers');
    }
  };

/** With `responseHeaders: 'raw'` undici gives an array, which its types do not say. */
const rawLines = (headers: unknown): readonly string[] => (Array.isArray(headers) ? headers.map(String) : []);
