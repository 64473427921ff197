import type { RedisConnection } from '../redis/open-redis.ts';
import type { Counter } from './counter.ts';
import { createMemoryCounter } from './memory-counter.ts';
import { createSharedCounter } from './shared-counter.ts';

/** Makes the counter of this process: shared with others when there is a Redis. */
export const openCounter = (redis: RedisConnection | null): Counter => {
  const memory = createMemoryCounter();
  return redis === null ? memory : createSharedCounter({ redis, memory });
};
