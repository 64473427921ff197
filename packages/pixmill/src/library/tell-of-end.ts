import { sql, eq } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../platform/database/database.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import type { Queue } from '../platform/queue/queue.ts';
import { notify } from './notifications.repository.ts';
import { searches } from './schema.ts';

/** How a job, or a dataset, can end. */
export type JobEnd = 'completed' | 'failed' | 'cancelled';

/** Who asked for an end, and from where; a job that ends by itself is its creator's. */
export type Requester = {
  readonly userId: string;
  readonly address: string | null;
  readonly requestId: string | null;
};

/** What telling of an end works with. */
export type JobEndServices = {
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Makes the address that people open out of a path. */
  readonly link: (path: string) => string;
};

/** What became of the candidates of a job. */
export type JobCounts = {
  readonly discovered: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly failed: number;
};

const WORDS = { completed: 'is finished', failed: 'has failed', cancelled: 'was cancelled' } as const;
const NAMES = { job: 'Job', dataset: 'Dataset' } as const;
const PLACES = { job: 'jobs', dataset: 'datasets' } as const;

const NOTHING: JobCounts = { discovered: 0, kept: 0, duplicates: 0, rejected: 0, failed: 0 };

/** Counts what became of the candidates of a job; nothing of one that is gone. */
export const countsOfJob = async (tx: Transaction, jobId: string | null): Promise<JobCounts> => {
  if (jobId === null) return NOTHING;
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
  return row ?? NOTHING;
};

/** Tells somebody of an end in the transaction that writes it: a notification and a mail, as they prefer. */
export const tellOfEnd = async (
  tx: Transaction,
  { queue, link }: JobEndServices,
  {
    kind,
    id,
    title,
    userId,
    end,
    reason,
    counts,
    occurrence,
  }: {
    readonly kind: 'job' | 'dataset';
    readonly id: string;
    /** What people call it. */
    readonly title: string;
    readonly userId: string;
    readonly end: JobEnd;
    /** Why it failed, in one sentence. */
    readonly reason: string | null;
    readonly counts: JobCounts;
    /** Tells apart the ends of what can end more than once. */
    readonly occurrence: string;
  },
): Promise<void> => {
  const { discovered, kept, duplicates, rejected, failed } = counts;
  const recipient = await notify(tx, {
    userId,
    category: kind,
    title: `${NAMES[kind]} "${title}" ${WORDS[end]}`,
    message: `${reason === null ? '' : `${reason} `}${kept} of ${discovered} images were kept.`,
    resourceType: kind,
    resourceId: id,
    occurrence,
  });
  if (recipient === null) return;
  const url = link(`/${PLACES[kind]}/${id}`);
  const told = { name: recipient.name, kind, title, status: end, reason, url };
  await queue.enqueue(tx, mailJob, [
    {
      payload: {
        template: 'job-finished',
        to: recipient.to,
        values: { ...told, kept, duplicates, rejected, failed },
      },
    },
  ]);
};
