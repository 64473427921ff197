/** How often something has happened in the minute that is running. */
export type Usage = {
  readonly used: number;
  /** When the minute is over, in milliseconds since 1970. */
  readonly resetAt: number;
};

/** Counts what happens, by key, in minutes that begin with the first thing that happens. */
export type Counter = {
  /** Adds to a key and tells what it is then; adding 0 only looks. */
  readonly add: (key: string, amount: 0 | 1) => Promise<Usage>;
};

/** Length of a minute, for all counters. */
export const WINDOW_MS = 60_000;
