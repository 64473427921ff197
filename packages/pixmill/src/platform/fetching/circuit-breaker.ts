/**
 * Stops asking a host that fails again and again. Closed: all pass. After `threshold` failures in a row it is open and
 * nothing passes; when the pause is over it is half-open and one probe passes: success closes it, failure opens it again
 * for twice as long.
 */
export type CircuitBreaker = {
  readonly state: (now: number) => 'closed' | 'open' | 'half-open';
  /** Time (ms since the epoch) at which it stops being open; 0 when it is closed. */
  readonly openUntil: () => number;
  readonly succeeded: () => void;
  readonly failed: (now: number) => void;
  /** Whether there is nothing to remember. */
  readonly clean: () => boolean;
};

/** Pauses are in ms. */
export const createCircuitBreaker = ({
  threshold,
  pauseMs,
  maxPauseMs,
}: {
  readonly threshold: number;
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}): CircuitBreaker => {
  let failures = 0;
  let openUntil = 0;
  let pause = pauseMs;
  return {
    state: (now) => {
      if (openUntil === 0) return 'closed';
      return now < openUntil ? 'open' : 'half-open';
    },
    openUntil: () => openUntil,
    succeeded: () => {
      failures = 0;
      openUntil = 0;
      pause = pauseMs;
    },
    failed: (now) => {
      failures += 1;
      // Requests that were under way when it opened say nothing new.
      if (openUntil > now || failures < threshold) return;
      if (openUntil !== 0) pause = Math.min(maxPauseMs, pause * 2);
      openUntil = now + pause;
    },
    clean: () => failures === 0,
  };
};
