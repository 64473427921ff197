import { inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../platform/database/database.ts';
import { OUTCOMES } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { candidates } from './schema.ts';

/** How many candidates ended with one code. */
export type ReasonCount = { readonly outcome: Outcome; readonly code: string; readonly count: number };

/** Counts the candidates of jobs by how they ended, in the order of `OUTCOMES`, most frequent first within one. */
export const countReasons = async (db: Queryable, jobIds: readonly string[]): Promise<readonly ReasonCount[]> => {
  const { rows } = await db.execute<{ outcome: Outcome; code: string | null; count: number }>(sql`
    select outcome, code, count(*)::int as count from ${candidates}
    where ${inArray(candidates.jobId, [...jobIds])} and outcome is not null group by outcome, code`);
  return rows
    .map(({ outcome, code, count }) => ({ outcome, code: code ?? '', count }))
    .toSorted(
      (a, b) =>
        OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || b.count - a.count || (a.code < b.code ? -1 : 1),
    );
};
