import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Which worker runs which attempt of a job, so that others can tell what a killed one held. */
export const queueClaims = pgTable('queue_claims', {
  jobId: uuid('job_id').primaryKey(),
  job: text('job').notNull(),
  /** The attempt, from 0, as the queue counts. */
  attempt: integer('attempt').notNull(),
  workerId: bigint('worker_id', { mode: 'number' }).notNull(),
  /** `host:pid` of the worker, so that its neighbours can see at once that it is gone. */
  process: text('process').notNull(),
  claimedAt: timestamp('claimed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});
