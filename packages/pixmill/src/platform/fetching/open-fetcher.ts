import { Agent, Pool } from 'undici';
import type { Storage } from '../storage/storage.ts';
import type { FetchContext } from './fetch-context.ts';
import { createFetchFile } from './fetch-file.ts';
import { createFetchJson } from './fetch-json.ts';
import { createFetchStream } from './fetch-stream.ts';
import type { Fetcher } from './fetcher.ts';
import { followRedirects } from './follow-redirects.ts';
import { createGuardedConnect } from './guarded-connect.ts';
import { mannersOf } from './host-manners.ts';
import type { HostManners, MannersOptions } from './host-manners.ts';
import { createHostScheduler } from './host-scheduler.ts';
import { createNameCache, createSystemResolver } from './name-cache.ts';
import type { ResolveName } from './name-cache.ts';
import { createOriginPolicies } from './origin-policy.ts';
import { withRetries } from './retrying.ts';
import type { RetryOptions } from './retrying.ts';
import { createTransport } from './transport.ts';
import type { HttpResponse } from './transport.ts';

/** Time limits in ms. */
export type FetchTimeouts = {
  /** DNS, TCP and TLS. Default 5 s. */
  readonly connectMs: number;
  /** From the request to the first header. Default 10 s. */
  readonly headersMs: number;
  /** Between two chunks of the body. Default 10 s. */
  readonly bodyIdleMs: number;
  /** One exchange of `fetchFile` and `fetchJson`. Default 60 s. */
  readonly totalMs: number;
  /** One exchange of `fetchStream`. Default 2 h. */
  readonly streamTotalMs: number;
};

export type FetcherOptions = MannersOptions & {
  readonly storage: Pick<Storage, 'receive'>;
  /** See `buildUserAgent`. */
  readonly userAgent: string;
  /** Exact origins (`http://127.0.0.1:9000`) that may be private; from the operator's settings only. */
  readonly allowedOrigins?: readonly string[];
  /** Requests at once in all. Default 32. */
  readonly concurrency?: number;
  readonly timeouts?: Partial<FetchTimeouts>;
  /** Default 3 tries, pauses up to 0.5 s, 1 s, 2 s … 8 s. */
  readonly retry?: Partial<Omit<RetryOptions, 'maxWaitMs'>>;
  /** Longest time to wait for a host that is parked; beyond it the fetch fails with `fetch.host_parked`. Default 20 s. */
  readonly maxParkWaitMs?: number;
  /** How long the circuit breaker leaves a host alone at first (default 30 s), and at most (default 5 min). */
  readonly breakerPauseMs?: number;
  readonly maxBreakerPauseMs?: number;
  /** Replaces the system's DNS. */
  readonly resolveName?: ResolveName;
  /** Certificates (PEM) to trust instead of the public ones. */
  readonly certificateAuthorities?: readonly string[];
};

const TIMEOUTS: FetchTimeouts = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyIdleMs: 10_000,
  totalMs: 60_000,
  streamTotalMs: 2 * 3600_000,
};
const RETRY = { attempts: 3, baseMs: 500, maxMs: 8_000 };

/**
 * Opens the only door to the network; one per process, so that pacing is shared. `HTTP_PROXY` and its kin are ignored on
 * purpose: a proxy resolves names itself, so that the guard would check one address and the proxy connect to another.
 */
export const openFetcher = (options: FetcherOptions): Fetcher => {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const allowedOrigins = new Set((options.allowedOrigins ?? []).map((origin) => new URL(origin).origin));
  const isPrivate = (host: string): boolean =>
    allowedOrigins.has(`http://${host}`) || allowedOrigins.has(`https://${host}`);
  const maxWaitMs = options.maxParkWaitMs ?? 20_000;
  const mannersFor = (host: string): HostManners => mannersOf(host, isPrivate(host), options);
  const life = new AbortController();

  const poolOptions: Pool.Options = {
    connect: createGuardedConnect({
      names: createNameCache(options.resolveName ?? createSystemResolver()),
      allowedOrigins,
      connectMs: timeouts.connectMs,
      ...(options.certificateAuthorities === undefined
        ? {}
        : { certificateAuthorities: options.certificateAuthorities }),
    }),
    allowH2: false,
    pipelining: 1,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    keepAliveTimeout: 4_000,
    // Servers that ask for longer do not get sockets kept for them.
    keepAliveMaxTimeout: 30_000,
  };
  const dispatcher = new Agent({
    // As many connections as requests at once: some hosts count connections, and each one saved is a handshake less.
    factory: (origin) =>
      new Pool(origin, { ...poolOptions, connections: mannersFor(new URL(origin).host).concurrency }),
  });
  const scheduler = createHostScheduler({
    concurrency: options.concurrency ?? 32,
    mannersOf: mannersFor,
    maxWaitMs,
    breakerPauseMs: options.breakerPauseMs ?? 30_000,
    maxBreakerPauseMs: options.maxBreakerPauseMs ?? 5 * 60_000,
  });
  const transport = createTransport({ dispatcher, scheduler, userAgent: options.userAgent, life: life.signal });
  const retry = { ...RETRY, maxWaitMs, ...options.retry };
  const getPolicyFile = async (url: string, signal: AbortSignal): Promise<HttpResponse> => {
    const ended = await withRetries({
      attempt: () =>
        followRedirects({
          transport,
          url,
          headers: { accept: 'text/plain, application/json, */*;q=0.1', 'accept-encoding': 'identity' },
          signal,
          totalMs: timeouts.totalMs,
          allowedOrigins,
        }),
      signal,
      scheduler,
      retry,
    });
    if ('error' in ended) throw ended.error;
    return 'stop' in ended.value ? ended.value.stop : ended.value.response;
  };
  const policies = createOriginPolicies({ get: getPolicyFile, signal: life.signal });
  const context: FetchContext = {
    transport,
    scheduler,
    policies,
    storage: options.storage,
    allowedOrigins,
    retry,
    totalMs: timeouts.totalMs,
    streamTotalMs: timeouts.streamTotalMs,
  };
  return {
    fetchFile: createFetchFile(context),
    fetchJson: createFetchJson(context),
    fetchStream: createFetchStream(context),
    parkedHosts: scheduler.parked,
    close: async () => {
      const reason = new Error('The fetcher is closed.');
      life.abort(reason);
      scheduler.close(reason);
      await dispatcher.destroy();
    },
  };
};
