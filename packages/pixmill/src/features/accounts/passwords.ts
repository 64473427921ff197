import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { authError } from './auth.errors.ts';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of what is worth a hash, that of nobody: an unknown address costs the same work as a known one. */
const NOBODY = hash('a password that nobody has', COST);

/** A hash takes a core for some 20 ms and 19 MiB: half the cores are left to everything else. */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
/** Waiting longer than for these would be longer than people wait. */
const LONGEST_QUEUE = 50;

const limit = pLimit(AT_ONCE);

const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  if (limit.pendingCount >= LONGEST_QUEUE) throw authError('auth.busy', { seconds: 2 });
  return limit(work);
};

/** The same password typed on another keyboard may come in other code points. */
const normal = (password: string): string => password.normalize('NFKC');

/** Hashes a password with argon2id, a few at a time in this process. Throws `auth.busy`. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), COST));

/**
 * Tells whether a password is the one of a hash. Without a hash (nobody, or somebody without a password) it does the same
 * work and says no. Throws `auth.busy`.
 */
export const verifyPassword = (passwordHash: string | null, password: string): Promise<boolean> =>
  inTurn(async () => {
    const isRight = await verify(passwordHash ?? (await NOBODY), normal(password));
    return isRight && passwordHash !== null;
  });
