import { sql } from 'drizzle-orm';
import type { CandidateMeasures } from '../../library/measures.ts';
import type { OptOutDecision, Outcome } from '../../library/outcome.ts';
import { candidates, jobs, searches } from '../../library/schema.ts';
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

/** Codes of candidates whose bytes had arrived: they were looked at, or found to be there already. */
const ARRIVED = sql`(code = 'job.kept' or code like 'judge.%' or code like 'inspect.%'
  or (code like 'dedupe.%' and code <> 'dedupe.same_url'))`;

/**
 * Writes outcomes, moves the counters of their searches by the difference, and numbers them as events of their jobs, in
 * one statement, so that counters and events can never say anything else than the rows. The caller holds the lock of the
 * project, or that of the only job whose candidates they are. Returns the changes that were passed in.
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
      select id, job_id, search_id, candidates.outcome from ${candidates} join change using (id)
    ), taken as (
      update ${jobs} set event_seq = jobs.event_seq + ended.count, updated_at = now()
      from (select job_id, count(*) as count from before group by job_id) as ended where jobs.id = ended.job_id
      returning jobs.id as job_id, jobs.event_seq - ended.count as base
    ), numbered as (
      select id, base + row_number() over (partition by job_id order by id) as seq from before join taken using (job_id)
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
        settled_at = now(),
        event_seq = numbered.seq
      from change join numbered using (id) where candidates.id = change.id
    ), moved as (
      select search_id, outcome, -1 as count, 0 as arrived from before where outcome is not null
      union all
      select search_id, change.outcome, 1, (before.outcome is null and ${ARRIVED})::int from before join change using (id)
    ), difference as (
      select search_id,
        coalesce(sum(count) filter (where outcome = 'kept'), 0)::int as kept,
        coalesce(sum(count) filter (where outcome = 'duplicate'), 0)::int as duplicate,
        coalesce(sum(count) filter (where outcome = 'rejected'), 0)::int as rejected,
        coalesce(sum(count) filter (where outcome = 'failed'), 0)::int as failed,
        coalesce(sum(count) filter (where outcome = 'skipped'), 0)::int as skipped,
        sum(arrived)::int as downloaded
      from moved group by search_id
    )
    update ${searches} set
      kept = searches.kept + difference.kept,
      duplicate = searches.duplicate + difference.duplicate,
      rejected = searches.rejected + difference.rejected,
      failed = searches.failed + difference.failed,
      skipped = searches.skipped + difference.skipped,
      downloaded = searches.downloaded + difference.downloaded
    from difference where searches.id = difference.search_id`);
  return changes;
};
