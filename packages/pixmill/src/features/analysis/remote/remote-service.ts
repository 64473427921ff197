import { setTimeout as delay } from 'node:timers/promises';
import { PixmillError } from '../../../platform/errors/pixmill-error.ts';
import { createCircuitBreaker } from '../../../platform/fetching/circuit-breaker.ts';
import { backoffMs } from '../../../platform/fetching/retry-after.ts';
import { analysisError } from './analysis.errors.ts';
import { sendRequest, type RemoteAnswer, type RemoteRequest } from './send-request.ts';
import { Waiting } from './waiting.ts';

/** A service of others that is asked about images: with patience, and no more often than it wants. */
export type RemoteService = {
  /** Throws what `ask` would throw without sending anything, before a request is worth preparing. */
  readonly check: () => void;
  /**
   * Sends a request and returns its answer of a status below 500 that is not 429. Throws `Waiting` when it is not to be
   * asked now or did not get better, catalogue errors that do not pass, and when aborted.
   */
  readonly ask: (request: RemoteRequest, signal: AbortSignal) => Promise<RemoteAnswer>;
  /** Notes that it refuses everything (a wrong key): for a minute it is not asked, and `ask` throws this at once. */
  readonly refuse: (error: PixmillError) => void;
};

/** How patient it is; in ms. */
export type Patience = {
  readonly tries: number;
  readonly timeoutMs: number;
  /** Ceiling of the first pause between tries, and of all. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** A service that asks for a longer pause is left alone, and the image waits. */
  readonly maxWaitMs: number;
  /** How long it is left alone after several failures in a row, at first and at most. */
  readonly breakMs: number;
  readonly maxBreakMs: number;
  /** How long a refusal is remembered. */
  readonly refusalMs: number;
};

export const USUAL_PATIENCE: Omit<Patience, 'timeoutMs'> = {
  tries: 3,
  baseMs: 1_000,
  maxMs: 10_000,
  maxWaitMs: 15_000,
  breakMs: 30_000,
  maxBreakMs: 15 * 60_000,
  refusalMs: 60_000,
};

/** A silent service costs a whole time limit each time, and a spent quota an hour. */
const LONG: ReadonlySet<string> = new Set(['analysis.timeout', 'analysis.quota_spent']);

const FAILURES_IN_A_ROW = 5;
/** An image that meets a service's trouble comes back after this at the soonest. */
const TROUBLE_MS = 30_000;
/** An account without money or calls does not get any by waiting a second. */
const NO_QUOTA_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Not all images of all projects at midnight. */
const SPREAD_MS = 5 * 60_000;

const isOutOfQuota = ({ status, text }: RemoteAnswer): boolean =>
  (status === 429 || status === 403) && /insufficient_quota|out of call volume quota/i.test(text);

const tomorrow = (): Date => new Date((Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS + Math.random() * SPREAD_MS);

/** Opens a service; what it remembers (pauses, failures, refusals) is this process's. */
export const openRemoteService = ({
  analyser,
  patience,
  budget,
  takeRequest,
}: {
  readonly analyser: string;
  readonly patience: Patience;
  /** Requests a day; 0 is no limit. */
  readonly budget: number;
  /** Takes one request from today's budget; says whether there was one left. */
  readonly takeRequest: (perDay: number) => Promise<boolean>;
}): RemoteService => {
  const { timeoutMs } = patience;
  const breaker = createCircuitBreaker({
    threshold: FAILURES_IN_A_ROW,
    pauseMs: patience.breakMs,
    maxPauseMs: patience.maxBreakMs,
  });
  let isProbing = false;
  let pausedUntil = 0;
  let pauseReason = analysisError('analysis.rate_limited', { analyser });
  let spentUntil: Date | null = null;
  let refusal: { readonly error: PixmillError; readonly until: number } | null = null;

  const check = (): void => {
    const now = Date.now();
    if (refusal !== null && now < refusal.until) throw refusal.error;
    if (spentUntil !== null && now < spentUntil.getTime()) throw budgetSpent(spentUntil);
    if (pausedUntil - now > patience.maxWaitMs) {
      throw new Waiting(pauseReason, { until: new Date(pausedUntil), counts: false });
    }
    const state = breaker.state(now);
    if (state === 'open' || (state === 'half-open' && isProbing)) {
      const until = new Date(Math.max(breaker.openUntil(), now + patience.baseMs));
      throw new Waiting(analysisError('analysis.paused', { analyser }), { until, counts: false });
    }
  };

  const budgetSpent = (until: Date): Waiting => {
    const error = analysisError('analysis.budget_spent', { analyser, budget: budget.toLocaleString('en-US') });
    return new Waiting(error, { until, counts: false });
  };

  /** Waits for its turn; throws when it is not its turn soon. Returns whether this request is the one that probes. */
  const takeTurn = async (signal: AbortSignal): Promise<boolean> => {
    const pause = pausedUntil - Date.now();
    if (pause > 0 && pause <= patience.maxWaitMs) await delay(pause, undefined, { signal });
    check();
    const probes = breaker.state(Date.now()) === 'half-open';
    isProbing ||= probes;
    try {
      if (budget > 0 && !(await takeRequest(budget))) {
        spentUntil = tomorrow();
        throw budgetSpent(spentUntil);
      }
    } catch (error) {
      if (probes) isProbing = false;
      throw error;
    }
    return probes;
  };

  /** One try: the answer, or the trouble that may pass. */
  const tryOnce = async (request: RemoteRequest, signal: AbortSignal): Promise<RemoteAnswer | PixmillError> => {
    const probes = await takeTurn(signal);
    try {
      const answer = await sendRequest(request, { analyser, timeoutMs, signal });
      const { status, retryAfterMs } = answer;
      if (isOutOfQuota(answer)) {
        breaker.succeeded();
        pausedUntil = Date.now() + NO_QUOTA_MS;
        pauseReason = analysisError('analysis.quota_spent', { analyser });
        return pauseReason;
      }
      if (status === 429) {
        breaker.succeeded();
        const asked = retryAfterMs ?? backoffMs(2, patience.baseMs, patience.maxMs);
        pausedUntil = Math.max(pausedUntil, Date.now() + asked);
        pauseReason = analysisError('analysis.rate_limited', { analyser });
        return pauseReason;
      }
      if (status >= 500 || status === 408) {
        breaker.failed(Date.now());
        if (retryAfterMs !== null) pausedUntil = Math.max(pausedUntil, Date.now() + retryAfterMs);
        return analysisError('analysis.troubled', { analyser, status });
      }
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (!(error instanceof PixmillError) || signal.aborted) throw error;
      if (!error.retry) {
        breaker.succeeded();
        throw error;
      }
      breaker.failed(Date.now());
      return error;
    } finally {
      if (probes) isProbing = false;
    }
  };

  return {
    check,
    ask: async (request, signal) => {
      for (let tries = 1; ; tries++) {
        signal.throwIfAborted();
        const ended = await tryOnce(request, signal);
        if (!(ended instanceof PixmillError)) return ended;
        if (tries >= patience.tries || LONG.has(ended.code)) {
          const until = new Date(Math.max(pausedUntil, Date.now() + TROUBLE_MS));
          throw new Waiting(ended, { until, counts: ended.status !== 429 });
        }
        await delay(backoffMs(tries, patience.baseMs, patience.maxMs), undefined, { signal });
      }
    },
    refuse: (error) => {
      refusal = { error, until: Date.now() + patience.refusalMs };
    },
  };
};
