import { and, asc, desc, eq, gt, isNotNull, like, lt, lte, or, type SQL } from 'drizzle-orm';
import type { Outcome } from '../../library/outcome.ts';
import { candidates, images, searches } from '../../library/schema.ts';
import type { CandidateRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';

/** An ended candidate with what its search and its image say. */
export type OutcomeRow = {
  readonly row: Omit<CandidateRow, 'outcome' | 'code' | 'settledAt' | 'eventSeq'> & {
    readonly outcome: Outcome;
    readonly code: string;
    readonly settledAt: Date;
    readonly eventSeq: number;
  };
  readonly query: string;
  readonly label: string | null;
  /** The kept image that stands for it. */
  readonly duplicateOf: string | null;
};

/** Which ends of a job are asked for. */
export type OutcomeFilter = {
  readonly jobId: string;
  readonly outcome?: Outcome | undefined;
  /** A code, or one half of it. */
  readonly reason?: string | undefined;
};

const plain = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const chosenBy = ({ jobId, outcome, reason }: OutcomeFilter): SQL | undefined =>
  and(
    eq(candidates.jobId, jobId),
    isNotNull(candidates.eventSeq),
    outcome === undefined ? undefined : eq(candidates.outcome, outcome),
    reason === undefined
      ? undefined
      : or(
          eq(candidates.code, reason),
          like(candidates.code, `${plain(reason)}.%`),
          like(candidates.code, `%.${plain(reason)}`),
        ),
  );

/** How many ends of a job are chosen by a filter. */
export const countOutcomes = (db: Queryable, filter: OutcomeFilter): Promise<number> =>
  db.$count(candidates, chosenBy(filter));

/**
 * Reads ends of a job in the order of their numbers: those after one (before it, when descending), up to another.
 */
export const readOutcomes = async (
  db: Queryable,
  filter: OutcomeFilter,
  {
    after,
    upTo,
    order = 'asc',
    limit,
    offset = 0,
  }: {
    readonly after?: number | undefined;
    readonly upTo?: number | undefined;
    readonly order?: 'asc' | 'desc';
    readonly limit: number;
    readonly offset?: number;
  },
): Promise<readonly OutcomeRow[]> => {
  const beyond = order === 'asc' ? gt : lt;
  const rows = await db
    .select({
      row: candidates,
      query: searches.query,
      label: searches.label,
      status: images.status,
      duplicateOf: images.duplicateOf,
    })
    .from(candidates)
    .innerJoin(searches, eq(searches.id, candidates.searchId))
    .leftJoin(images, eq(images.id, candidates.imageId))
    .where(
      and(
        chosenBy(filter),
        after === undefined ? undefined : beyond(candidates.eventSeq, after),
        upTo === undefined ? undefined : lte(candidates.eventSeq, upTo),
      ),
    )
    .orderBy(order === 'asc' ? asc(candidates.eventSeq) : desc(candidates.eventSeq))
    .limit(limit)
    .offset(offset);
  return rows.flatMap(({ row, query, label, status, duplicateOf }) => {
    const { outcome, code, settledAt, eventSeq } = row;
    if (outcome === null || code === null || settledAt === null || eventSeq === null) return [];
    const kept = status === 'kept' && outcome === 'duplicate' ? row.imageId : null;
    return [{ row: { ...row, outcome, code, settledAt, eventSeq }, query, label, duplicateOf: duplicateOf ?? kept }];
  });
};
