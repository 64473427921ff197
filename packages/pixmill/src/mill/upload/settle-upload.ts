import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { FollowImages } from '../../library/image-arrivals.ts';
import type { Outcome } from '../../library/outcome.ts';
import { candidates, chunks, images, jobs } from '../../library/schema.ts';
import type { CandidateRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { httpError } from '../../platform/http/http.errors.ts';
import { lockForSettling } from '../settle/open-settler.ts';
import { settleBatch } from '../settle/settle-batch.ts';
import type { Settlement } from '../settle/settlement.ts';
import type { UploadJob } from './upload-job.ts';

/** How one uploaded file ended. */
export type UploadOutcome = {
  readonly outcome: Outcome;
  readonly code: string;
  readonly detail: string | null;
  /** The image that it became, or that has its bytes; `null` when it was not taken. */
  readonly imageId: string | null;
  /** Whether the project had an image of these very bytes before; of two such uploads at once, one is the first. */
  readonly isCopy: boolean;
};

/**
 * Settles an upload, ends its job, and says how each file ended, in their order. What a worker has settled meanwhile stays
 * as it is.
 */
export const settleUpload = (
  { db, followImages }: { readonly db: Database; readonly followImages?: FollowImages | undefined },
  { jobId, projectId, config, rows }: UploadJob,
  settlements: readonly Settlement[],
): Promise<readonly UploadOutcome[]> =>
  db.transaction(async (tx) => {
    await lockForSettling(tx, { projectId, jobId });
    const known = await knownBefore(tx, projectId, rows);
    await settleBatch(tx, { projectId, nearDistance: config.nearDistance, settlements });
    if (settlements.some(({ passed }) => passed)) await followImages?.(tx, projectId);
    const ids = rows.map(({ id }) => id);
    const ended = await tx.select().from(candidates).where(inArray(candidates.id, ids));
    if (ended.every(({ outcome }) => outcome !== null)) {
      const finishedAt = new Date();
      await tx
        .update(chunks)
        .set({ status: 'done', finishedAt })
        .where(and(eq(chunks.jobId, jobId), eq(chunks.status, 'open')));
      await tx
        .update(jobs)
        .set({ status: 'completed', finishedAt, updatedAt: finishedAt })
        .where(and(eq(jobs.id, jobId), isNull(jobs.finishedAt)));
    }
    const byId = new Map(ended.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = byId.get(id);
      // Its project was deleted meanwhile, and with it whatever was written down.
      if (row === undefined) throw httpError('http.conflict');
      if (row.outcome === null || row.code === null) throw new Error('An upload was settled without an outcome.');
      const { outcome, code, detail, imageId } = row;
      return { outcome, code, detail, imageId, isCopy: code === 'dedupe.exact' || known.has(id) };
    });
  });

/**
 * Candidates in flight whose bytes the project has already. Their own outcome does not tell: the upload that began first
 * gives an image its provenance even when another one was settled before.
 */
const knownBefore = async (
  tx: Transaction,
  projectId: string,
  rows: readonly CandidateRow[],
): Promise<ReadonlySet<string>> => {
  const found = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .innerJoin(images, and(eq(images.projectId, projectId), sql`${images.sha256} = ${candidates.location}->>'sha256'`))
    .where(
      and(
        inArray(
          candidates.id,
          rows.map(({ id }) => id),
        ),
        isNull(candidates.outcome),
      ),
    );
  return new Set(found.map(({ id }) => id));
};
