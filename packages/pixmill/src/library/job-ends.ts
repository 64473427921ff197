import { eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../platform/database/database.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import type { Queue } from '../platform/queue/queue.ts';
import { recordActivity } from './activity.repository.ts';
import { notify } from './notifications.repository.ts';
import { searches } from './schema.ts';
import type { JobRow } from './schema.ts';

/** How a job can end. */
export type JobEnd = 'completed' | 'failed' | 'cancelled';

/** Who asked for an end, and from where; a job that ends by itself is its creator's. */
export type Requester = {
  readonly userId: string;
  readonly address: string | null;
  readonly requestId: string | null;
};

const ACTIONS = { completed: 'finish', failed: 'fail', cancelled: 'cancel' } as const;
const WORDS = { completed: 'is finished', failed: 'has failed', cancelled: 'was cancelled' } as const;

/** What telling of an end works with. */
export type JobEndServices = {
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Makes the address that people open out of a path. */
  readonly link: (path: string) => string;
};

/**
 * Tells of the end of a job in the transaction that ends it: an activity, and for its creator a notification and a mail
 * as they prefer. Jobs of the command line have no creator: whoever typed it sees their end.
 */
export const recordJobEnd = async (
  tx: Transaction,
  { queue, link }: JobEndServices,
  {
    job,
    end,
    requester,
  }: {
    /** As it stands after its end. */
    readonly job: JobRow;
    readonly end: JobEnd;
    readonly requester?: Requester;
  },
): Promise<void> => {
  // Whoever uploads is told at once how it ended.
  if (job.kind === 'upload') return;
  const { id, createdBy, finishedAt } = job;
  const title = job.name ?? id;
  const by = requester ?? (createdBy === null ? null : { userId: createdBy, address: null, requestId: null });
  const counts = await countsOf(tx, id);
  if (by !== null) {
    await recordActivity(tx, {
      ...by,
      action: ACTIONS[end],
      resourceType: 'job',
      resourceId: id,
      detail: { name: title, status: end, kept: counts.kept, discovered: counts.discovered },
    });
  }
  if (createdBy === null) return;
  const reason = end === 'failed' ? (job.errorDetail ?? null) : null;
  const recipient = await notify(tx, {
    userId: createdBy,
    category: 'job',
    title: `Job "${title}" ${WORDS[end]}`,
    message: `${reason === null ? '' : `${reason} `}${counts.kept} of ${counts.discovered} images were kept.`,
    resourceType: 'job',
    resourceId: id,
    // A retried job ends again.
    occurrence: `${end} ${finishedAt?.toISOString() ?? ''}`,
  });
  if (recipient === null) return;
  const { kept, duplicates, rejected, failed } = counts;
  await queue.enqueue(tx, mailJob, [
    {
      payload: {
        template: 'job-finished',
        to: recipient.to,
        values: {
          name: recipient.name,
          kind: 'job',
          title,
          status: end,
          reason,
          kept,
          duplicates,
          rejected,
          failed,
          url: link(`/jobs/${id}`),
        },
      },
    },
  ]);
};

const countsOf = async (tx: Transaction, jobId: string) => {
  const sum = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)::int`;
  const [row] = await tx
    .select({
      discovered: sum(searches.discovered),
      kept: sum(searches.kept),
      duplicates: sum(searches.duplicate),
      rejected: sum(searches.rejected),
      failed: sum(searches.failed),
    })
    .from(searches)
    .where(eq(searches.jobId, jobId));
  return row ?? { discovered: 0, kept: 0, duplicates: 0, rejected: 0, failed: 0 };
};
