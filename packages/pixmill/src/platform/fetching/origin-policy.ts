import { LRUCache } from 'lru-cache';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { HeaderLines } from './header-lines.ts';
import { readAll } from './response-body.ts';
import { parseRobots } from './robots-file.ts';
import type { RobotsFile } from './robots-file.ts';
import { parseTdmFile } from './tdmrep.ts';
import type { TdmFile } from './tdmrep.ts';
import type { HttpResponse } from './transport.ts';

/** What an origin's policy file said: its content, or why it could not be asked. */
export type PolicyAnswer<File> =
  | { readonly kind: 'file'; readonly file: File }
  /** The server answered with 429 or 5xx. */
  | { readonly kind: 'unavailable'; readonly status: number }
  /** The host could not be reached; the error tells why. */
  | { readonly kind: 'unreachable'; readonly error: PixmillError };

/** The policy files of origins, each read once and remembered for at most 24 h. */
export type OriginPolicies = {
  /** robots.txt; 4xx reads as an empty one (RFC 9309, 2.3.1). */
  readonly robots: (origin: string, signal: AbortSignal) => Promise<PolicyAnswer<RobotsFile>>;
  /** `/.well-known/tdmrep.json`; 4xx reads as an empty one. */
  readonly tdmrep: (origin: string, signal: AbortSignal) => Promise<PolicyAnswer<TdmFile>>;
};

const LARGEST_FILE = 500 * 1024;
const LONGEST_MS = 24 * 3600_000;
const SHORTEST_MS = 5 * 60_000;
/** How long a failed reading is remembered before it is tried again, in ms. */
export const POLICY_FAILURE_MS = 30_000;
const CACHE_BYTES = 32 * 1024 * 1024;
const CACHED_ORIGINS = 5_000;

// Redirects that lead nowhere mean that there is no such file, not that the host is down.
const NO_FILE =
  /^fetch\.(too_many_redirects|bad_redirect|insecure_redirect|blocked_\w+|bad_url|bad_encoding|too_large)$/;

/** How long an answer holds, in ms: `Cache-Control` within 5 min to 24 h. */
const lifetime = (headers: HeaderLines): number => {
  const control = headers.all('cache-control').join(',').toLowerCase();
  if (/\bno-(store|cache)\b/.test(control)) return SHORTEST_MS;
  const age = /\bmax-age=(\d{1,10})/.exec(control)?.[1];
  return age === undefined ? LONGEST_MS : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Number(age) * 1000));
};

/** Rejects with the signal's reason as soon as it aborts, while what is waited for goes on for others. */
const whileWanted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });

/**
 * Reads policy files through `get` (guard, pacing and redirects included; it throws `fetch.*`). `signal` ends everything
 * that is under way, because one reading serves many callers.
 */
export const createOriginPolicies = ({
  get,
  signal: life,
}: {
  readonly get: (url: string, signal: AbortSignal) => Promise<HttpResponse>;
  readonly signal: AbortSignal;
}): OriginPolicies => {
  const reader = <File>(path: string, parse: (text: string) => File) => {
    type Answer = PolicyAnswer<File>;
    const known = new LRUCache<string, Answer>({ max: CACHED_ORIGINS, maxSize: CACHE_BYTES });
    const reading = new Map<string, Promise<Answer>>();

    const read = async (origin: string): Promise<Answer> => {
      let answer: Answer;
      let ttl = POLICY_FAILURE_MS;
      let size = 500;
      try {
        const response = await get(`${origin}${path}`, life);
        const { status } = response;
        if (status >= 200 && status < 300) {
          const bytes = await readAll(response, { maxBytes: LARGEST_FILE, cut: true });
          answer = { kind: 'file', file: parse(bytes.toString('utf8')) };
          ttl = lifetime(response.headers);
          // Parsed statements take several times the room of the text.
          size += bytes.length * 8;
        } else {
          response.drain();
          const down = status >= 500 || status === 429;
          answer = down ? { kind: 'unavailable', status } : { kind: 'file', file: parse('') };
          if (!down) ttl = lifetime(response.headers);
        }
      } catch (error) {
        if (!(error instanceof PixmillError)) throw error;
        answer = NO_FILE.test(error.code) ? { kind: 'file', file: parse('') } : { kind: 'unreachable', error };
      }
      known.set(origin, answer, { ttl, size });
      return answer;
    };

    return async (origin: string, signal: AbortSignal): Promise<Answer> => {
      const answer = known.get(origin);
      if (answer !== undefined) return answer;
      const pending = reading.get(origin) ?? read(origin).finally(() => reading.delete(origin));
      reading.set(origin, pending);
      return whileWanted(pending, signal);
    };
  };
  return {
    robots: reader('/robots.txt', parseRobots),
    tdmrep: reader('/.well-known/tdmrep.json', parseTdmFile),
  };
};
