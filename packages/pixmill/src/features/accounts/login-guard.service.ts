import type { Database, Queryable } from '../../platform/database/database.ts';
import { authError } from './auth.errors.ts';
import {
  clearFailures,
  deleteForgottenFailures,
  lockFailures,
  takeFailureBack,
  writeFailures,
} from './login-failures.repository.ts';
import {
  ACCOUNT_SLOW_DOWN,
  accountSubject,
  ADDRESS_SLOW_DOWN,
  addressSubject,
  oneMoreFailure,
  secondsToWait,
} from './slow-down.rules.ts';

/** Who tries to log in, from where. */
export type Attempt = { readonly email: string; readonly address: string | null };

const ruleOf = (subject: string) => (subject.startsWith('account:') ? ACCOUNT_SLOW_DOWN : ADDRESS_SLOW_DOWN);

/**
 * Counts a try as failed before it is looked at, so that many at once are no way around the limit; `passed` takes that
 * back. Throws `auth.slow_down` when there were too many, without counting this one.
 */
export const beginAttempt = async (db: Database, { email, address }: Attempt, now = new Date()): Promise<void> => {
  const subjects = [accountSubject(email), ...(address === null ? [] : [addressSubject(address)])];
  const seconds = await db.transaction(async (tx) => {
    const rows = await lockFailures(tx, subjects, now);
    const wait = Math.max(...rows.map((row) => secondsToWait(ruleOf(row.subject), row, now)));
    if (wait > 0) return wait;
    for (const row of rows) {
      await writeFailures(tx, { subject: row.subject, ...oneMoreFailure(ruleOf(row.subject), row, now) });
    }
    await deleteForgottenFailures(tx, new Date(now.getTime() - ACCOUNT_SLOW_DOWN.memorySeconds * 1000));
    return 0;
  });
  if (seconds > 0) throw authError('auth.slow_down', { seconds });
};

/** Ends a try that was right: the account's failures are forgotten, the address's are as they were before. */
export const passAttempt = async (db: Database, { email, address }: Attempt): Promise<void> => {
  await clearFailures(db, accountSubject(email));
  if (address !== null) await takeFailureBack(db, addressSubject(address));
};

/** Forgets what failed for an account: its password is a new one. */
export const forgiveAccount = (db: Queryable, email: string): Promise<void> => clearFailures(db, accountSubject(email));
