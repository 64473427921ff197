import { fetchError } from './fetch.errors.ts';
import { redactUrl } from './redact-url.ts';
import type { HttpResponse, Transport } from './transport.ts';
import { guardRedirect, guardUrl } from './url-guard.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Most redirects that are followed. */
const MOST_REDIRECTS = 5;

/** What a visitor of a hop decides: go on, or stop with a value of its own. */
export type HopVerdict<Stop> =
  | { readonly go: true; readonly minIntervalMs?: number }
  | { readonly go: false; readonly stop: Stop };

/**
 * Gets a URL and follows at most five redirects by hand, each through the guard. The caller's own headers are dropped as
 * soon as the way leaves the first origin. `beforeHop` is asked before every request and may stop the walk. Each
 * exchange takes at most `totalMs` of network time.
 */
export const followRedirects = async <Stop = never>({
  transport,
  url: given,
  headers,
  ownHeaders,
  signal,
  totalMs,
  minIntervalMs = 0,
  allowedOrigins,
  form,
  beforeHop,
}: {
  readonly transport: Transport;
  readonly url: string;
  /** Sent to every hop. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the first origin only: credentials, Referer. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly totalMs: number;
  readonly minIntervalMs?: number;
  readonly allowedOrigins: ReadonlySet<string>;
  /** Sent by POST to the given URL alone: a redirect would carry secrets elsewhere, so it is an error. */
  readonly form?: Readonly<Record<string, string>>;
  readonly beforeHop?: (url: URL) => Promise<HopVerdict<Stop>>;
}): Promise<{ readonly response: HttpResponse } | { readonly stop: Stop }> => {
  let url = guardUrl(given, allowedOrigins);
  const { origin } = url;
  let own = ownHeaders;
  const seen = new Set<string>();
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (seen.has(url.href)) break;
    seen.add(url.href);
    const verdict = (await beforeHop?.(url)) ?? { go: true };
    if (!verdict.go) return { stop: verdict.stop };
    if (url.origin !== origin) own = undefined;
    const response = await transport({
      url,
      ...(form === undefined ? {} : { form }),
      headers: { ...headers, ...own },
      signal,
      totalMs,
      minIntervalMs: Math.max(minIntervalMs, verdict.minIntervalMs ?? 0),
    });
    if (!REDIRECTS.has(response.status)) return { response };
    const location = response.headers.first('location');
    response.drain();
    if (location === null || form !== undefined)
      throw fetchError('fetch.bad_redirect', { url: redactUrl(url), host: url.host });
    url = guardRedirect(url, location, allowedOrigins);
  }
  throw fetchError('fetch.too_many_redirects', { url: redactUrl(given), host: url.host });
};
