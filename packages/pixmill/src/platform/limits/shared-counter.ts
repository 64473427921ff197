import type { RedisConnection } from '../redis/open-redis.ts';
import { WINDOW_MS, type Counter } from './counter.ts';

/** One round trip, and nobody can come between: the first to count starts the minute. */
const SCRIPT = `
local used = redis.call('INCRBY', KEYS[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return {used, left}`;

const PREFIX = 'pixmill:limit:';

/** Counts in a Redis, for all processes together; in this process alone while Redis is away. */
export const createSharedCounter = ({
  redis,
  memory,
}: {
  readonly redis: Pick<RedisConnection, 'run' | 'isReady'>;
  readonly memory: Counter;
}): Counter => ({
  add: async (key, amount) => {
    if (!redis.isReady()) return memory.add(key, amount);
    try {
      const answer = await redis.run(SCRIPT, `${PREFIX}${key}`, [amount, WINDOW_MS]);
      const [used, left] = Array.isArray(answer) ? answer : [];
      return { used: Number(used), resetAt: Date.now() + Number(left) };
    } catch {
      return memory.add(key, amount);
    }
  },
});
