import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { OpenDatabase } from '../../platform/database/database.ts';

/** Keeps other commands out until it is released. */
export type JobLock = { readonly release: () => Promise<void> };

/**
 * Takes the lock of a name for as long as this process lives at the most, so that two commands do not begin or go on with
 * the same job at the same time. Throws `taken()` when another command has it.
 */
export const takeJobLock = async (
  { pool }: Pick<OpenDatabase, 'pool'>,
  { name, taken }: { readonly name: string; readonly taken: () => PixmillError },
): Promise<JobLock> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 7)) as locked',
      [name],
    );
    if (rows[0]?.locked !== true) throw taken();
  } catch (error) {
    client.release(!(error instanceof PixmillError));
    throw error;
  }
  // Closing the connection gives the lock back, however the command ends.
  return { release: async () => client.release(true) };
};
