import type { PgBoss } from 'pg-boss';
import { deadLetterName, type JobDefinition } from './job-definition.ts';

const DAY = 86_400;

/** What pg-boss is told of a job. */
const optionsOf = (job: JobDefinition) => ({
  retryLimit: job.retryLimit,
  retryDelay: job.retryDelaySeconds,
  retryBackoff: true,
  retryDelayMax: job.retryDelayMaxSeconds,
  expireInSeconds: job.expireInSeconds,
  heartbeatSeconds: job.heartbeatSeconds,
  retentionSeconds: 365 * DAY,
  deleteAfterSeconds: job.keepSeconds,
  deadLetter: deadLetterName(job),
  notify: true,
});

/**
 * Makes the queues of a catalogue, each with its dead letter queue, or brings their options up to date. `short` is
 * pg-boss's word for at most one waiting job a key; that only one runs is seen to when jobs are taken.
 */
export const startQueues = async (boss: PgBoss, jobs: readonly JobDefinition[]): Promise<void> => {
  const existing = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const job of jobs) {
    const dead = deadLetterName(job);
    if (!existing.has(dead)) await boss.createQueue(dead, { retentionSeconds: 30 * DAY });
    if (existing.has(job.name)) await boss.updateQueue(job.name, optionsOf(job));
    else await boss.createQueue(job.name, { ...optionsOf(job), policy: job.unique === 'none' ? 'standard' : 'short' });
  }
};
