import { setTimeout as delay } from 'node:timers/promises';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { HostScheduler } from './host-scheduler.ts';
import { backoffMs } from './retry-after.ts';

export type RetryOptions = {
  /** Tries in all. */
  readonly attempts: number;
  /** Ceiling of the first pause; doubles with every try. In ms. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** A host that asks for a longer pause is not waited for. In ms. */
  readonly maxWaitMs: number;
};

// A silent host costs a whole time limit each time, so that it gets fewer tries.
const TRIES: Readonly<Record<string, number>> = {
  'fetch.timeout_connect': 2,
  'fetch.timeout_headers': 2,
  'fetch.timeout_body': 2,
  'fetch.timeout_total': 1,
  'fetch.host_parked': 1,
  'fetch.circuit_open': 1,
  'fetch.bad_json': 1,
};

// Refused before anything was sent.
const NOT_SENT = new Set(['fetch.host_parked', 'fetch.circuit_open']);

const HOST_TROUBLE = new Set([
  'fetch.dns_failed',
  'fetch.connection_refused',
  'fetch.connection_failed',
  'fetch.tls_failed',
  'fetch.bad_response',
  'fetch.timeout_connect',
  'fetch.timeout_headers',
  'fetch.server_error',
]);

/**
 * Runs `attempt` until it returns, fails for good, or has had its tries; pauses with full jitter in between. A 429
 * without `Retry-After` parks the host for the pause. What fails for reasons of the host is told to the circuit breaker
 * once, at the end. The error that is thrown carries the number of `attempts` beside it.
 */
export const withRetries = async <T>({
  attempt,
  signal,
  scheduler,
  retry,
}: {
  readonly attempt: () => Promise<T>;
  readonly signal: AbortSignal;
  readonly scheduler: HostScheduler;
  readonly retry: RetryOptions;
}): Promise<
  { readonly value: T; readonly attempts: number } | { readonly error: PixmillError; readonly attempts: number }
> => {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return { value: await attempt(), attempts };
    } catch (error) {
      if (!(error instanceof PixmillError) || !error.code.startsWith('fetch.') || signal.aborted) throw error;
      const host = typeof error.details['host'] === 'string' ? error.details['host'] : '';
      const tries = Math.min(retry.attempts, TRIES[error.code] ?? retry.attempts);
      const wanted = error.details['retryAfterMs'];
      const tooLong = typeof wanted === 'number' && wanted > retry.maxWaitMs;
      if (error.code === 'fetch.rate_limited' && wanted === null) {
        scheduler.park(host, Math.min(retry.maxMs, retry.baseMs * 2 ** attempts), 'asked to wait (HTTP 429)');
      }
      if (!error.retry || tooLong || attempts >= tries) {
        if (HOST_TROUBLE.has(error.code)) scheduler.failed(host);
        return { error, attempts: NOT_SENT.has(error.code) ? attempts - 1 : attempts };
      }
      await delay(backoffMs(attempts, retry.baseMs, retry.maxMs), undefined, { signal }).catch((reason: unknown) => {
        throw signal.aborted ? signal.reason : reason;
      });
    }
  }
};
