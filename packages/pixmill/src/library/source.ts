import type { Candidate, Json } from './candidate.ts';
import type { LicenceFilter } from './licence-filter.ts';

/**
 * When a source is used: without being asked, when asked for, when asked for at one's own risk, in a later release, or
 * never (it is gone, or its terms forbid it).
 */
export type SourceTier = 'default' | 'opt-in' | 'experimental' | 'planned' | 'excluded';

export type SourceFilter = 'licence' | 'size' | 'colour' | 'type' | 'orientation' | 'safe' | 'date';

/** How fast a service may be asked; whoever makes the context of a source sees to it. */
export type RequestPacing = {
  /** Least time between two requests to the service, in ms. */
  readonly minIntervalMs: number;
  /** Most requests in 24 hours; it outlives a restart. `null` when the service states none. */
  readonly requestsPerDay: number | null;
};

/** What a person may know about a source before using it; `pixmill sources` prints it. */
export type SourceInfo = {
  /** Stable id, used in flags, rows and reports. */
  readonly id: string;
  readonly title: string;
  readonly homepage: string;
  /** `search` answers keywords; `input` reads what a user names (a list, a folder, an archive). */
  readonly kind: 'search' | 'input';
  readonly tier: SourceTier;
  /** Preset that it belongs to; `general` sources are asked by default. */
  readonly preset: 'general' | 'nature' | 'art' | 'space';
  readonly official: boolean;
  /** Settings that it cannot work without. */
  readonly keys: readonly string[];
  /** Settings that it works without, but with narrower limits. */
  readonly optionalKeys?: readonly string[];
  /** Absent for a source that asks no service. */
  readonly pacing?: RequestPacing;
  /** Holds instead of `pacing` when all `optionalKeys` are set. */
  readonly pacingWithKeys?: RequestPacing;
  readonly licenceQuality: string;
  /** The setting that replaces scheme, host and port of its service, if it has a service. */
  readonly baseUrlSetting?: string;
  /** ISO date on which its terms were last read. */
  readonly termsCheckedOn: string;
  /** Why it is not usable, when it is not (planned, retired, terms forbid). */
  readonly unavailable?: string;
};

export type SourceCapabilities = {
  readonly paging: 'page' | 'offset' | 'cursor' | 'none';
  readonly maxPageSize: number;
  /** The deepest result that a search can reach, if there is a limit. */
  readonly maxResults?: number;
  readonly filters: readonly SourceFilter[];
};

/** What a search asks for. */
export type SourceRequest = {
  /** The keyword (kind `search`), or the path or URL of the input (kind `input`). */
  readonly query: string;
  readonly licences: LicenceFilter;
  /** Options of input sources: columns of a tabular list. */
  readonly columns?: { readonly url?: string; readonly caption?: string; readonly label?: string };
  /** Cursor of the last page that was recorded; absent on the first call. */
  readonly cursor?: Json;
};

/** One page of candidates, with what is needed to go on after it in another process. */
export type CandidatePage = {
  /** In rank order. */
  readonly candidates: readonly Candidate[];
  /** Items that the source named but that cannot become a fetch (bad URL, no image, wrong licence): recorded as outcomes. */
  readonly dropped: readonly DroppedItem[];
  /** Pass it back as `cursor` to get the next page; `null` when the source is dry. */
  readonly cursor: Json;
  /** What a person should know, e.g. "colour filter ignored by openverse", "guessed column `TEXT` as caption". */
  readonly notices: readonly string[];
};

/** An item that ends before it is fetched. */
export type DroppedItem = {
  readonly sourceItemId: string;
  /** What stood there, shortened; may be a bad URL. */
  readonly url: string | null;
  readonly outcome: 'rejected' | 'failed' | 'skipped';
  /** A code of the catalogue, e.g. `source.bad_url`, `source.licence_not_accepted`. */
  readonly code: string;
  readonly detail: string;
};

/** A GET of JSON through the guard, with the pacing of the source; header names are in lower case; errors are thrown as catalogue errors. */
export type JsonFetch = (
  url: string,
  options?: { readonly headers?: Readonly<Record<string, string>> },
) => Promise<{ readonly body: unknown; readonly headers: Readonly<Record<string, string>> }>;

/** A POST of form fields that answers with JSON; the same guard, pacing and errors as `JsonFetch`. */
export type FormPost = (
  url: string,
  options: {
    readonly fields: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<{ readonly body: unknown; readonly headers: Readonly<Record<string, string>> }>;

/** What a source may use; everything else is closed to it. */
export type SourceContext = {
  readonly getJson: JsonFetch;
  /** For an OAuth2 token only. */
  readonly postForm: FormPost;
  /** Value of a setting named in `keys`, `optionalKeys` or `baseUrlSetting`; `undefined` when unset. */
  readonly setting: (name: string) => string | undefined;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Opens an input by path or http(s) URL as a stream of bytes (through the guard when it is a URL). */
  readonly openInput: (pathOrUrl: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Puts bytes into storage under their SHA-256 (an archive member), and says what they are. */
  readonly stage: (
    bytes: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number },
  ) => Promise<{ readonly sha256: string; readonly bytes: number }>;
};

/**
 * One source of candidates. `discover` yields pages until the source is dry; the caller stops when it has enough and may
 * go on later, in another process, from the last page's cursor.
 */
export type Source = {
  readonly info: SourceInfo;
  readonly capabilities: SourceCapabilities;
  /** Throws `source.*` errors: retryable ones (rate limit, unreachable) carry `retry: true`. */
  readonly discover: (request: SourceRequest, context: SourceContext) => AsyncIterable<CandidatePage>;
};
