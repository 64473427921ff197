import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { candidates, chunks, searches } from '../../library/schema.ts';
import type { CandidateRow, JobRow } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** A candidate that ended with nothing, and can be tried again. */
export type ReopenableCandidate = Pick<CandidateRow, 'id' | 'searchId' | 'code'> & {
  readonly outcome: 'failed' | 'skipped';
};

/** How a candidate ends whose job is cancelled. */
export const CANCELLED = 'job.cancelled';

/** Candidates that failed after they were handed out, or whose job was cancelled before their turn. */
export const readReopenable = async (tx: Transaction, jobId: string): Promise<ReopenableCandidate[]> => {
  const rows = await tx
    .select({ id: candidates.id, searchId: candidates.searchId, code: candidates.code, outcome: candidates.outcome })
    .from(candidates)
    .where(
      and(
        eq(candidates.jobId, jobId),
        // What ended before it was handed out (a bad line of a list) has nothing that could be fetched.
        isNotNull(candidates.chunkId),
        or(eq(candidates.outcome, 'failed'), and(eq(candidates.outcome, 'skipped'), eq(candidates.code, CANCELLED))),
      ),
    );
  return rows.flatMap(({ outcome, ...row }) =>
    outcome === 'failed' || outcome === 'skipped' ? { ...row, outcome } : [],
  );
};

/** As if they had never been tried, but for what was counted of their fetches. */
const OPEN = {
  outcome: null,
  code: null,
  detail: null,
  settledAt: null,
  eventSeq: null,
  deferrals: 0,
  workerDeaths: 0,
} as const;

/**
 * Puts candidates of a locked job in flight again, in new chunks, and takes them out of the counters. The caller enqueues
 * the open chunks.
 */
export const reopenCandidates = async (
  tx: Transaction,
  { job, chosen }: { readonly job: Pick<JobRow, 'id' | 'config'>; readonly chosen: readonly ReopenableCandidate[] },
): Promise<void> => {
  for (const [searchId, group] of Map.groupBy(chosen, (row) => row.searchId)) {
    const { chunkSize } = job.config;
    for (let start = 0; start < group.length; start += chunkSize) {
      const chunkId = uuidv7();
      const ids = group.slice(start, start + chunkSize).map(({ id }) => id);
      await tx.insert(chunks).values({ id: chunkId, jobId: job.id, searchId });
      await tx
        .update(candidates)
        .set({ ...OPEN, chunkId })
        .where(inArray(candidates.id, ids));
    }
    const count = (of: (row: ReopenableCandidate) => boolean): number => group.filter(of).length;
    await tx
      .update(searches)
      .set({
        failed: sql`${searches.failed} - ${count(({ outcome }) => outcome === 'failed')}::int`,
        skipped: sql`${searches.skipped} - ${count(({ outcome }) => outcome === 'skipped')}::int`,
        downloaded: sql`${searches.downloaded} - ${count(({ code }) => code?.startsWith('inspect.') === true)}::int`,
      })
      .where(eq(searches.id, searchId));
  }
};
