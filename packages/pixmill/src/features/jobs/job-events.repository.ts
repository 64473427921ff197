import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { JobStatus } from '../../library/job.ts';
import { candidates, images, jobs } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { readOutcomes, type OutcomeRow } from './outcomes.repository.ts';

/** How a job stands, as far as those who follow it need to know. */
export type JobState = {
  readonly id: string;
  /** Number of its newest event. */
  readonly seq: number;
  readonly status: JobStatus;
  readonly updatedAt: Date;
};

/** One end of a candidate, and the image that it became when it was kept. */
export type JobEvent = { readonly end: OutcomeRow; readonly image: ImageRow | null };

/** Whether nothing will follow unless somebody asks for it. */
export const hasEnded = ({ status }: Pick<JobState, 'status'>): boolean => status !== 'pending' && status !== 'running';

/** Reads how some jobs stand; those that are gone are left out. */
export const readJobStates = (db: Queryable, ids: readonly string[]): Promise<JobState[]> =>
  db
    .select({ id: jobs.id, seq: jobs.eventSeq, status: jobs.status, updatedAt: jobs.updatedAt })
    .from(jobs)
    .where(and(inArray(jobs.id, [...ids]), isNull(jobs.removedAt)));

/** Whether a number is that of the end of a candidate. */
export const isOutcome = async (db: Queryable, jobId: string, seq: number): Promise<boolean> =>
  (await db.$count(candidates, and(eq(candidates.jobId, jobId), eq(candidates.eventSeq, seq)))) > 0;

/** Reads the ends of a job after a number and up to another, at most so many. */
export const readJobEvents = async (
  db: Queryable,
  jobId: string,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly JobEvent[]> => {
  const ends = await readOutcomes(db, { jobId }, range);
  const ids = ends.flatMap(({ row }) => (row.outcome === 'kept' && row.imageId !== null ? [row.imageId] : []));
  const rows = ids.length === 0 ? [] : await db.select().from(images).where(inArray(images.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ends.map((end) => ({
    end,
    image: end.row.outcome === 'kept' && end.row.imageId !== null ? (byId.get(end.row.imageId) ?? null) : null,
  }));
};
