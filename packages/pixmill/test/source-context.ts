import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { SourceContext } from '../src/library/source.ts';
import type { Fetcher } from '../src/platform/fetching/fetcher.ts';
import { openFetcher } from '../src/platform/fetching/open-fetcher.ts';

/** A context for tests of sources. */
export type TestSourceContext = SourceContext & {
  /** The bytes that a source has staged, by SHA-256. */
  readonly staged: ReadonlyMap<string, Buffer>;
  /** Closes its connections; harmless when it has none. */
  readonly close: () => Promise<void>;
};

/**
 * Builds the context that a source runs in, against loopback servers and local files: the real fetcher without pacing
 * and without second tries, a clock that stands still, staged bytes held in memory.
 */
export const testSourceContext = (
  options: {
    /** Settings by their name in the environment, e.g. `{ OPENVERSE_URL: server.origin }`. */
    readonly settings?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
    readonly now?: () => Date;
  } = {},
): TestSourceContext => {
  const staged = new Map<string, Buffer>();
  const signal = options.signal ?? new AbortController().signal;
  const fetchers = new Map<string, Fetcher>();
  const fetcherFor = (url: string): Fetcher => {
    const { origin } = new URL(url);
    const known = fetchers.get(origin);
    if (known !== undefined) return known;
    const fetcher = openFetcher({
      storage: { receive: () => Promise.reject(new Error('A source does not fetch images.')) },
      userAgent: 'Pixmill/0.0.0 (+https://pixmill.test; test)',
      allowedOrigins: [origin],
      retry: { attempts: 1 },
    });
    fetchers.set(origin, fetcher);
    return fetcher;
  };
  return {
    getJson: (url, { headers = {} } = {}) => fetcherFor(url).fetchJson(url, { headers, signal }),
    postForm: (url, { fields, headers = {} }) => fetcherFor(url).fetchJson(url, { form: fields, headers, signal }),
    setting: (name) => options.settings?.[name],
    signal,
    now: options.now ?? (() => new Date('2026-11-20T08:00:00.000Z')),
    openInput: async (pathOrUrl) =>
      /^https?:/.test(pathOrUrl)
        ? fetcherFor(pathOrUrl).fetchStream(pathOrUrl, { signal, maxBytes: 1024 ** 3 })
        : createReadStream(pathOrUrl),
    stage: async (bytes, { maxBytes }) => {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of bytes) {
        size += part.length;
        if (size > maxBytes) throw new Error(`More than ${maxBytes} bytes.`);
        parts.push(part);
      }
      const whole = Buffer.concat(parts);
      const sha256 = createHash('sha256').update(whole).digest('hex');
      staged.set(sha256, whole);
      return { sha256, bytes: size };
    },
    staged,
    close: async () => {
      await Promise.all([...fetchers.values()].map((fetcher) => fetcher.close()));
    },
  };
};
