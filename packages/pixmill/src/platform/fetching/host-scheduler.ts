import { createCircuitBreaker } from './circuit-breaker.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { fetchError } from './fetch.errors.ts';
import type { HostManners } from './host-manners.ts';

/** A host that is left alone for now. */
export type ParkedHost = { readonly host: string; readonly reason: string; readonly untilMs: number };

/** Hands out turns: a number of requests at once in all and by host, spaced in time, fair among hosts. */
export type HostScheduler = {
  /**
   * Waits for a turn at a host; call what it returns when the exchange is over. Rejects with the signal's reason, and
   * with `fetch.host_parked` or `fetch.circuit_open` when the wait would be longer than `maxWaitMs`.
   */
  readonly acquire: (
    host: string,
    options: { readonly signal: AbortSignal; readonly minIntervalMs?: number },
  ) => Promise<() => void>;
  /** Leaves a host alone for a time. */
  readonly park: (host: string, ms: number, reason: string) => void;
  /** The host answered like a working one. */
  readonly succeeded: (host: string) => void;
  /** A URL of the host failed, as far as the host is to blame. */
  readonly failed: (host: string) => void;
  readonly parked: () => readonly ParkedHost[];
  /** Hosts that are remembered. */
  readonly size: () => number;
  /** Rejects everyone who waits, and hands out no more turns. */
  readonly close: (reason: Error) => void;
};

type Waiter = { readonly minIntervalMs: number; readonly start: () => void; readonly refuse: (error: Error) => void };

type Host = {
  readonly name: string;
  readonly manners: HostManners;
  readonly breaker: CircuitBreaker;
  readonly waiters: Set<Waiter>;
  active: number;
  lastStart: number;
  parkedUntil: number;
  parkedFor: string;
};

const FORGET_ABOVE = 2_000;
const FAILURES_FADE_MS = 10 * 60_000;

/** Makes a scheduler. Times are in ms; a host's manners are asked once, when it is first seen. */
export const createHostScheduler = ({
  concurrency,
  mannersOf,
  maxWaitMs,
  breakerPauseMs,
  maxBreakerPauseMs,
}: {
  readonly concurrency: number;
  readonly mannersOf: (host: string) => HostManners;
  readonly maxWaitMs: number;
  readonly breakerPauseMs: number;
  readonly maxBreakerPauseMs: number;
}): HostScheduler => {
  const hosts = new Map<string, Host>();
  // Hosts with waiters; who was served goes to the end, so that all take turns.
  const waiting = new Set<Host>();
  let active = 0;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let forgetAbove = FORGET_ABOVE;
  let closedFor: Error | undefined;

  const forgettable = (host: Host, now: number): boolean =>
    host.active === 0 &&
    host.waiters.size === 0 &&
    host.parkedUntil <= now &&
    host.lastStart + (host.breaker.clean() ? host.manners.minIntervalMs : FAILURES_FADE_MS) <= now;

  const hostOf = (name: string): Host => {
    let host = hosts.get(name);
    if (host === undefined) {
      if (hosts.size >= forgetAbove) {
        const now = Date.now();
        for (const old of hosts.values()) if (forgettable(old, now)) hosts.delete(old.name);
        forgetAbove = Math.max(FORGET_ABOVE, hosts.size * 2);
      }
      const manners = mannersOf(name);
      const breaker = createCircuitBreaker({
        threshold: manners.breakerThreshold,
        pauseMs: breakerPauseMs,
        maxPauseMs: maxBreakerPauseMs,
      });
      host = { name, manners, breaker, waiters: new Set(), active: 0, lastStart: 0, parkedUntil: 0, parkedFor: '' };
      hosts.set(name, host);
    }
    return host;
  };

  const refuseAll = (host: Host, now: number): void => {
    const circuit = host.breaker.openUntil() > host.parkedUntil;
    const retryAfterMs = Math.max(host.breaker.openUntil(), host.parkedUntil) - now;
    const code = circuit ? 'fetch.circuit_open' : 'fetch.host_parked';
    for (const waiter of host.waiters) waiter.refuse(fetchError(code, { host: host.name, retryAfterMs }));
  };

  /** When the first waiter of a host may start: now or earlier, later, or (infinity) when a running request ends. */
  const readyAt = (host: Host, waiter: Waiter, now: number): number => {
    const limit = host.breaker.state(now) === 'half-open' ? 1 : host.manners.concurrency;
    if (host.active >= limit) return Number.POSITIVE_INFINITY;
    const spaced = host.lastStart + Math.max(host.manners.minIntervalMs, waiter.minIntervalMs);
    return Math.max(spaced, host.parkedUntil, host.breaker.openUntil());
  };

  const wakeAt = (at: number): void => {
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Number.POSITIVE_INFINITY;
      pump();
    }, at - Date.now());
  };

  const pump = (): void => {
    const now = Date.now();
    let earliest = Number.POSITIVE_INFINITY;
    for (const host of waiting) {
      if (active >= concurrency) break;
      if (Math.max(host.parkedUntil, host.breaker.openUntil()) - now > maxWaitMs) refuseAll(host, now);
      const [waiter] = host.waiters;
      if (waiter === undefined) {
        waiting.delete(host);
        continue;
      }
      const at = readyAt(host, waiter, now);
      if (at > now) {
        earliest = Math.min(earliest, at);
        continue;
      }
      host.active += 1;
      host.lastStart = now;
      active += 1;
      waiting.delete(host);
      waiter.start();
      // Visited again in this very loop, after the others.
      if (host.waiters.size > 0) waiting.add(host);
    }
    if (earliest !== Number.POSITIVE_INFINITY) wakeAt(earliest);
  };

  const releaserOf = (host: Host): (() => void) => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      host.active -= 1;
      active -= 1;
      pump();
    };
  };

  return {
    acquire: (name, { signal, minIntervalMs = 0 }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted || closedFor !== undefined) {
          reject(signal.aborted ? signal.reason : closedFor);
          return;
        }
        const host = hostOf(name);
        const leave = (): void => {
          host.waiters.delete(waiter);
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          leave();
          reject(signal.reason);
        };
        const waiter: Waiter = {
          minIntervalMs,
          start: () => {
            leave();
            resolve(releaserOf(host));
          },
          refuse: (error) => {
            leave();
            reject(error);
          },
        };
        signal.addEventListener('abort', onAbort);
        host.waiters.add(waiter);
        waiting.add(host);
        pump();
      }),
    park: (name, ms, reason) => {
      const host = hostOf(name);
      const until = Date.now() + ms;
      if (until <= host.parkedUntil) return;
      host.parkedUntil = until;
      host.parkedFor = reason;
      pump();
    },
    succeeded: (name) => hosts.get(name)?.breaker.succeeded(),
    failed: (name) => {
      hostOf(name).breaker.failed(Date.now());
      pump();
    },
    parked: () => {
      const now = Date.now();
      return [...hosts.values()].flatMap((host) => {
        const circuit = host.breaker.openUntil() > host.parkedUntil;
        const untilMs = Math.max(host.parkedUntil, host.breaker.openUntil());
        if (untilMs <= now) return [];
        return [{ host: host.name, reason: circuit ? 'circuit open' : host.parkedFor, untilMs }];
      });
    },
    size: () => hosts.size,
    close: (reason) => {
      closedFor = reason;
      clearTimeout(timer);
      for (const host of waiting) for (const waiter of host.waiters) waiter.refuse(reason);
      waiting.clear();
    },
  };
};
