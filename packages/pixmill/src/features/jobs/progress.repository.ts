import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { candidates, chunks } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { RecentEnds } from './job-progress.rules.ts';

/** Chunks of a job by what is written of them, and those that are still open. */
export type ChunkRows = { readonly total: number; readonly done: number; readonly openIds: readonly string[] };

/** The newest ends are asked for the rate. */
const RECENT_ENDS = 256;

/** Reads the chunks of a job. */
export const readChunks = async (db: Queryable, jobId: string): Promise<ChunkRows> => {
  const [counted] = await db
    .select({
      total: sql<number>`count(*)::int`,
      done: sql<number>`(count(*) filter (where ${chunks.status} = 'done'))::int`,
    })
    .from(chunks)
    .where(eq(chunks.jobId, jobId));
  const open = await db
    .select({ id: chunks.id })
    .from(chunks)
    .where(and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')));
  return { total: counted?.total ?? 0, done: counted?.done ?? 0, openIds: open.map(({ id }) => id) };
};

/** Reads the newest ends of a job that is running. */
export const readRecentEnds = async (db: Queryable, jobId: string): Promise<RecentEnds> => {
  const newest = db
    .select({ outcome: candidates.outcome, settledAt: candidates.settledAt })
    .from(candidates)
    .where(and(eq(candidates.jobId, jobId), isNotNull(candidates.eventSeq)))
    .orderBy(desc(candidates.eventSeq))
    .limit(RECENT_ENDS)
    .as('newest');
  const [row] = await db
    .select({
      ended: sql<number>`count(*)::int`,
      kept: sql<number>`(count(*) filter (where ${newest.outcome} = 'kept'))::int`,
      since: sql<string | null>`min(${newest.settledAt})`,
    })
    .from(newest);
  const since = row?.since ?? null;
  return { ended: row?.ended ?? 0, kept: row?.kept ?? 0, since: since === null ? null : new Date(since) };
};
