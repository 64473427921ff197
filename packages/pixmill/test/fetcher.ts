import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fetcher, FetchResult, OptOutPolicy } from '../src/platform/fetching/fetcher.ts';
import { openFetcher } from '../src/platform/fetching/open-fetcher.ts';
import type { FetcherOptions } from '../src/platform/fetching/open-fetcher.ts';
import { createLocalStorage } from '../src/platform/storage/local-storage.ts';

/** A fetch without asking for robots.txt and tdmrep.json. */
const NO_FILES: OptOutPolicy = { robots: 'off', tdmrep: false };
/** What the product asks for by default. */
export const ALL_SIGNALS: OptOutPolicy = { robots: 'ai-tokens', tdmrep: true };

/** A real fetcher into real local storage, with short waits. */
export type TestFetcher = {
  readonly fetcher: Fetcher;
  /** `fetchFile` with defaults: 1 MB, no files asked. */
  readonly get: (url: string, options?: Partial<Parameters<Fetcher['fetchFile']>[1]>) => Promise<FetchResult>;
  /** `get`, its bytes as text (and the file discarded), or its code. */
  readonly textOrCode: (url: string, options?: Partial<Parameters<Fetcher['fetchFile']>[1]>) => Promise<string>;
  /** Names of temporary files that are left in storage. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Opens one; `allow` are the origins of fixture servers. */
export const openTestFetcher = async (
  allow: readonly { readonly origin: string }[],
  options: Partial<FetcherOptions> = {},
): Promise<TestFetcher> => {
  const root = await mkdtemp(join(tmpdir(), 'pixmill-fetching-'));
  const storage = createLocalStorage({ root });
  const fetcher = openFetcher({
    storage,
    userAgent: 'Pixmill/0.0.0 (+https://pixmill.test; test)',
    allowedOrigins: allow.map(({ origin }) => origin),
    retry: { attempts: 3, baseMs: 1, maxMs: 5 },
    ...options,
  });
  const get: TestFetcher['get'] = (url, overrides = {}) =>
    fetcher.fetchFile(url, {
      maxBytes: 1_000_000,
      optOut: NO_FILES,
      signal: new AbortController().signal,
      ...overrides,
    });
  return {
    fetcher,
    get,
    textOrCode: async (url, overrides) => {
      const result = await get(url, overrides);
      if (!result.ok) return result.code;
      const text = await readFile(result.file.path, 'utf8');
      await result.file.discard();
      return text;
    },
    leftovers: () => readdir(join(root, 'incoming')).catch(() => []),
    [Symbol.asyncDispose]: async () => {
      await fetcher.close();
      await storage.close();
      await rm(root, { recursive: true, force: true });
    },
  };
};
