/** Longest pause that a server can make us keep, in ms. */
const LONGEST_PAUSE_MS = 15 * 60_000;

const capped = (ms: number): number => Math.min(LONGEST_PAUSE_MS, Math.max(0, ms));

/**
 * `Retry-After` (RFC 9110, 10.2.3) in ms from `now`, 0 to 15 min: whole seconds, or an HTTP-date; `null` when it is
 * absent or neither.
 */
export const parseRetryAfter = (value: string | null, now: number): number | null => {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return capped(Number(text) * 1000);
  // An HTTP-date begins with the day's name; Date.parse alone would take "1.5" for a date.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : capped(at - now);
};

const REMAINING = ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining'];
const RESET = ['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'];
const UNKNOWN_RESET_MS = 5_000;

/**
 * How long to leave a host alone because its rate-limit headers say that nothing is left, in ms; 0 when they do not. The
 * reset is in seconds from now or since the epoch, as services differ.
 */
export const rateLimitPause = (header: (name: string) => string | null, now: number): number => {
  const valueOf = (names: readonly string[]): number | null => {
    for (const name of names) {
      const text = header(name)?.trim() ?? '';
      if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    }
    return null;
  };
  if (valueOf(REMAINING) !== 0) return 0;
  const reset = valueOf(RESET);
  if (reset === null) return UNKNOWN_RESET_MS;
  if (reset > 1e12) return capped(reset - now);
  if (reset > 1e9) return capped(reset * 1000 - now);
  return capped(reset * 1000);
};

/** Full jitter: anything from 0 to a ceiling that doubles with every attempt (1, 2, 3 …), in ms. */
export const backoffMs = (attempt: number, baseMs: number, maxMs: number): number =>
  Math.random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1));
