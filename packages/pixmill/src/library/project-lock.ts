import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';

/**
 * Waits until nobody else changes the images of this project; held until the transaction ends. Taken before any row lock,
 * so that two transactions can never wait for each other.
 */
export const lockProject = async (tx: Transaction, projectId: string): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`project ${projectId}`}, 0))`);
};
