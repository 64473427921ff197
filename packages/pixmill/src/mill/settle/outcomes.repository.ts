import { sql } from 'drizzle-orm';
import type { CandidateMeasures } from '../../library/measures.ts';
import type { OptOutDecision, Outcome } from '../../library/outcome.ts';
import { candidates, searches } from '../../library/schema.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** A new outcome of a candidate. What is left out stays as it is. */
export type OutcomeChange = {
  readonly id: string;
  readonly outcome: Outcome;
  readonly code: string;
  readonly detail: string | null;
  /** The image that it became or that holds its bytes. */
  readonly imageId: string | null;
  readonly measures?: CandidateMeasures | null;
  readonly httpStatus?: number | null;
  readonly attempts?: number;
  readonly optOut?: OptOutDecision | null;
};

/**
 * Writes outcomes and moves the counters of their searches by the difference, in one statement, so that the counters
 * can never say anything else than the rows. Returns the changes that were passed in.
 */
export const writeOutcomes = async (
  tx: Transaction,
  changes: readonly OutcomeChange[],
): Promise<readonly OutcomeChange[]> => {
  if (changes.length === 0) return changes;
  await tx.execute(sql`
    with change as (
      select * from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change(
        id uuid, outcome text, code text, detail text, "imageId" uuid, measures jsonb,
        "httpStatus" int, attempts int, "optOut" jsonb)
    ), before as (
      select id, search_id, candidates.outcome from ${candidates} join change using (id)
    ), written as (
      update ${candidates} set
        outcome = change.outcome,
        code = change.code,
        detail = change.detail,
        image_id = change."imageId",
        measures = coalesce(change.measures, candidates.measures),
        http_status = coalesce(change."httpStatus", candidates.http_status),
        attempts = coalesce(change.attempts, candidates.attempts),
        opt_out = coalesce(change."optOut", candidates.opt_out),
        settled_at = now()
      from change where candidates.id = change.id
    ), moved as (
      select search_id, outcome, -1 as count from before where outcome is not null
      union all
      select search_id, change.outcome, 1 from before join change using (id)
    ), difference as (
      select search_id,
        coalesce(sum(count) filter (where outcome = 'kept'), 0)::int as kept,
        coalesce(sum(count) filter (where outcome = 'duplicate'), 0)::int as duplicate,
        coalesce(sum(count) filter (where outcome = 'rejected'), 0)::int as rejected,
        coalesce(sum(count) filter (where outcome = 'failed'), 0)::int as failed,
        coalesce(sum(count) filter (where outcome = 'skipped'), 0)::int as skipped
      from moved group by search_id
    )
    update ${searches} set
      kept = searches.kept + difference.kept,
      duplicate = searches.duplicate + difference.duplicate,
      rejected = searches.rejected + difference.rejected,
      failed = searches.failed + difference.failed,
      skipped = searches.skipped + difference.skipped
    from difference where searches.id = difference.search_id`);
  return changes;
};
