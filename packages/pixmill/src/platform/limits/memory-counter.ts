import { LRUCache } from 'lru-cache';
import { WINDOW_MS, type Counter } from './counter.ts';

/** Some 20 MB when it is full; who has not been seen for longest is forgotten first. */
const MOST_KEYS = 100_000;

/** Counts in the memory of this process. */
export const createMemoryCounter = ({
  now = Date.now,
  mostKeys = MOST_KEYS,
}: { readonly now?: () => number; readonly mostKeys?: number } = {}): Counter => {
  const windows = new LRUCache<string, { used: number; resetAt: number }>({ max: mostKeys });
  return {
    add: async (key, amount) => {
      const time = now();
      const known = windows.get(key);
      if (known !== undefined && known.resetAt > time) {
        known.used += amount;
        return { used: known.used, resetAt: known.resetAt };
      }
      const fresh = { used: amount, resetAt: time + WINDOW_MS };
      // Looking at what nobody has counted yet must not push out what somebody has.
      if (amount > 0) windows.set(key, { ...fresh });
      return fresh;
    },
  };
};
