import { lookup as systemLookup, Resolver } from 'node:dns/promises';
import { LRUCache } from 'lru-cache';

/** One address of a name; `ttl` in seconds where the resolver knows it. */
export type ResolvedAddress = { readonly address: string; readonly family: 4 | 6; readonly ttl?: number };

/** Finds all addresses of a name; throws an error with a DNS `code` (`ENOTFOUND`, `ESERVFAIL`, `ETIMEOUT` …). */
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** Finds all addresses of a name, from memory where possible. */
export type NameCache = {
  readonly resolve: ResolveName;
  /** Names that are remembered now. */
  readonly size: () => number;
};

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const NOT_FOUND = new Set(['ENOTFOUND', 'ENODATA', 'ENONAME']);

/** Whether a DNS error says that the name has no address, rather than that nobody could be asked. */
export const isNotFound = (error: unknown): boolean => NOT_FOUND.has(errorCode(error) ?? '');

/**
 * Asks DNS directly, because that tells the TTL and does not occupy the thread pool that files are written with; then the
 * system's resolver, which also knows `/etc/hosts` and search domains.
 */
export const createSystemResolver = (): ResolveName => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  return async (hostname) => {
    const [v4, v6] = await Promise.allSettled([
      resolver.resolve4(hostname, { ttl: true }),
      resolver.resolve6(hostname, { ttl: true }),
    ]);
    const found: ResolvedAddress[] = [];
    if (v4.status === 'fulfilled') for (const { address, ttl } of v4.value) found.push({ address, family: 4, ttl });
    if (v6.status === 'fulfilled') for (const { address, ttl } of v6.value) found.push({ address, family: 6, ttl });
    if (found.length > 0) return found;
    const addresses = await systemLookup(hostname, { all: true, order: 'verbatim' });
    return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  };
};

const MOST_NAMES = 10_000;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
const UNKNOWN_TTL_MS = 60_000;
const NOT_FOUND_MS = 30_000;
const FAILED_MS = 2_000;

type Answer = { readonly addresses: readonly ResolvedAddress[] } | { readonly error: unknown };

/**
 * Remembers answers for their TTL (5 s to 5 min), "no such name" for 30 s and failures for 2 s, of at most 10,000 names;
 * concurrent questions for one name are asked once.
 */
export const createNameCache = (
  resolveName: ResolveName = createSystemResolver(),
  limits: { readonly maxNames?: number; readonly minMs?: number; readonly maxMs?: number } = {},
): NameCache => {
  const { maxNames = MOST_NAMES, minMs = SHORTEST_MS, maxMs = LONGEST_MS } = limits;
  const answers = new LRUCache<string, Answer>({ max: maxNames });
  const asking = new Map<string, Promise<Answer>>();

  const lifetime = (answer: Answer): number => {
    if ('error' in answer) return Math.min(maxMs, isNotFound(answer.error) ? NOT_FOUND_MS : FAILED_MS);
    const ttls = answer.addresses.flatMap(({ ttl }) => (ttl === undefined ? [] : [ttl * 1000]));
    const shortest = ttls.length === 0 ? UNKNOWN_TTL_MS : Math.min(...ttls);
    return Math.min(maxMs, Math.max(minMs, shortest));
  };

  const ask = async (name: string): Promise<Answer> => {
    let answer: Answer;
    try {
      const addresses = await resolveName(name);
      answer =
        addresses.length === 0
          ? { error: Object.assign(new Error('The name has no address.'), { code: 'ENODATA' }) }
          : { addresses };
    } catch (error) {
      answer = { error };
    }
    answers.set(name, answer, { ttl: Math.max(1, lifetime(answer)) });
    return answer;
  };

  return {
    resolve: async (hostname) => {
      const name = hostname.toLowerCase();
      let answer = answers.get(name);
      if (answer === undefined) {
        const pending = asking.get(name) ?? ask(name).finally(() => asking.delete(name));
        asking.set(name, pending);
        answer = await pending;
      }
      if ('error' in answer) throw answer.error;
      return answer.addresses;
    },
    size: () => answers.size,
  };
};
