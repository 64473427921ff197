import type { IncomingFile } from '../storage/storage.ts';

/** What the server of an image, and the sites around it, say about using it for a dataset. */
export type OptOut = {
  readonly decision: 'allow' | 'deny';
  /** The signal that decided: `x-robots-tag:noai`, `robots:GPTBot /img/`, `tdmrep:file`, `tdm-header`, `content-usage`; `none` when none spoke. */
  readonly rule: string;
  /** RFC 3339 UTC. */
  readonly checkedAt: string;
  /** The URL at which the signal stood. */
  readonly sourceUrl: string;
  /** TDM policy, recorded when the signal names one. */
  readonly policyUrl?: string;
};

/** Which opt-out signals are asked for besides the headers of the image itself. */
export type OptOutPolicy = {
  /** `own`: our token and `*`; `ai-tokens`: also the tokens of AI crawlers; `off`: robots.txt is not read. */
  readonly robots: 'own' | 'ai-tokens' | 'off';
  /** Whether `/.well-known/tdmrep.json` is read. */
  readonly tdmrep: boolean;
};

/** How a fetch ended. Whether it may be tried again later is in the code's catalogue entry. */
export type FetchResult =
  | {
      readonly ok: true;
      readonly file: IncomingFile;
      readonly finalUrl: string;
      readonly httpStatus: number;
      readonly contentType: string | null;
      readonly attempts: number;
      readonly optOut: OptOut;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | {
      readonly ok: false;
      /** e.g. `fetch.timeout`, `fetch.http_error`, `fetch.opted_out`, `fetch.blocked_address`. */
      readonly code: string;
      readonly detail: string;
      readonly httpStatus: number | null;
      readonly attempts: number;
      readonly optOut: OptOut | null;
      /** Set when the server or the circuit breaker names a time before which it is useless to come back. */
      readonly retryAfterMs: number | null;
    };

/**
 * The only door to the network: manners, limits and guard on every hop. One per process, so that pacing is shared.
 * Nothing is thrown for what a server may do; what is thrown is an abort, a full disk or a fault of the program.
 */
export type Fetcher = {
  /** Fetches an image into storage's temporary space. */
  readonly fetchFile: (
    url: string,
    options: {
      readonly maxBytes: number;
      readonly optOut: OptOutPolicy;
      readonly signal: AbortSignal;
      /** Allow-listed headers only (`Referer`). */
      readonly headers?: Readonly<Record<string, string>>;
    },
  ) => Promise<FetchResult>;
  /** Asks an API for JSON; throws catalogue errors (`fetch.*`), with `retryAfterMs` in their details where it is known. */
  readonly fetchJson: (
    url: string,
    options: {
      readonly signal: AbortSignal;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as form fields by POST (an OAuth2 token request); redirects are then refused. */
      readonly form?: Readonly<Record<string, string>>;
      readonly maxBytes?: number;
      /** Least time between two requests to this host, in ms; the larger of this and the host's own pacing holds. */
      readonly minIntervalMs?: number;
    },
  ) => Promise<{ readonly body: unknown; readonly headers: Readonly<Record<string, string>>; readonly status: number }>;
  /** Streams the body of a URL (a list, an archive) through the guard; throws catalogue errors. */
  readonly fetchStream: (
    url: string,
    options: {
      readonly signal: AbortSignal;
      /** Of the whole body, also when it begins later. */
      readonly maxBytes: number;
      /** Bytes that are had already: the stream begins after them, also when the server sends all of them again. */
      readonly start?: number;
    },
  ) => Promise<AsyncIterable<Uint8Array>>;
  /** Hosts that are parked now, with the reason, for progress displays. */
  readonly parkedHosts: () => readonly { readonly host: string; readonly reason: string; readonly untilMs: number }[];
  readonly close: () => Promise<void>;
};
