/** How a host is treated. */
export type HostManners = {
  /** Requests at once. */
  readonly concurrency: number;
  /** Least time between the starts of two requests, in ms. */
  readonly minIntervalMs: number;
  /** URLs in a row that may fail before the host is left alone. */
  readonly breakerThreshold: number;
};

/** What services ask for in their guidelines, or what they were seen to punish. */
const KNOWN_HOSTS: Readonly<Record<string, { readonly concurrency: number; readonly minIntervalMs: number }>> = {
  // Its edge answers 403 after some 30 fast requests.
  'collectionapi.metmuseum.org': { concurrency: 1, minIntervalMs: 1000 },
  'images.metmuseum.org': { concurrency: 1, minIntervalMs: 1000 },
  // Robot policy: two connections; API: ask serially, 200 a minute with an honest User-Agent.
  'upload.wikimedia.org': { concurrency: 2, minIntervalMs: 200 },
  'commons.wikimedia.org': { concurrency: 1, minIntervalMs: 300 },
  // No parallel requests, for the API and for its image cache, which is the same host.
  'api.gbif.org': { concurrency: 1, minIntervalMs: 300 },
  // At most 60 requests a minute.
  'api.inaturalist.org': { concurrency: 1, minIntervalMs: 1000 },
};

const PUBLIC_INTERVAL_MS = 200;
const PUBLIC_CONCURRENCY = 2;
const PRIVATE_CONCURRENCY = 8;
const BREAKER_THRESHOLD = 10;

export type MannersOptions = {
  /** Requests at once to one host; a known host's own limit holds where it is lower. Default 2 (8 for allowed private origins). */
  readonly perHost?: number;
  /** Default 200 ms. */
  readonly minIntervalMs?: number;
  /** Default 10. */
  readonly breakerThreshold?: number;
  /** The same for allowed private origins; by default without pacing and breaker, because they are the operator's own. */
  readonly privateOrigins?: { readonly minIntervalMs?: number; readonly breakerThreshold?: number };
};

/** The manners towards a host (`name` or `name:port`); `isPrivate` is whether it is one of the allowed private origins. */
export const mannersOf = (host: string, isPrivate: boolean, options: MannersOptions): HostManners => {
  if (isPrivate) {
    return {
      concurrency: options.perHost ?? PRIVATE_CONCURRENCY,
      minIntervalMs: options.privateOrigins?.minIntervalMs ?? 0,
      breakerThreshold: options.privateOrigins?.breakerThreshold ?? Number.POSITIVE_INFINITY,
    };
  }
  const known = KNOWN_HOSTS[host.replace(/:\d+$/, '')];
  const concurrency = options.perHost ?? PUBLIC_CONCURRENCY;
  const minIntervalMs = options.minIntervalMs ?? PUBLIC_INTERVAL_MS;
  return {
    concurrency: known === undefined ? concurrency : Math.min(concurrency, known.concurrency),
    minIntervalMs: known === undefined ? minIntervalMs : Math.max(minIntervalMs, known.minIntervalMs),
    breakerThreshold: options.breakerThreshold ?? BREAKER_THRESHOLD,
  };
};
