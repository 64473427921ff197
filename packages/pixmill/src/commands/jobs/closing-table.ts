import { inArray, sql } from 'drizzle-orm';
import { candidates } from '../../library/schema.ts';
import { OUTCOMES } from '../../library/outcome.ts';
import type { Outcome } from '../../library/outcome.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { colours, formatCount } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';

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

const COLOUR = {
  kept: colours.green,
  duplicate: colours.cyan,
  rejected: colours.yellow,
  failed: colours.red,
  skipped: colours.dim,
} as const satisfies Record<Outcome, (text: string) => string>;

/** The table at the end of a job, at most `columns` wide: outcomes by reason, with a sum that adds up. */
export const closingTable = (
  reasons: readonly ReasonCount[],
  { sentences, columns }: { readonly sentences: Readonly<Record<string, string>>; readonly columns: number },
): string => {
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  const rows = reasons.map(({ outcome, code, count }) => [
    COLOUR[outcome](outcome),
    formatCount(count),
    code === 'job.kept' ? '' : code,
    colours.dim(code === 'job.kept' ? '' : shortened(sentences[code] ?? '')),
  ]);
  const sum = [colours.bold('all'), colours.bold(formatCount(total)), '', ''];
  return fittedTable([...rows, sum], { numeric: [1], columns });
};

/** The sentence without the places for its details and without its advice. */
const shortened = (sentence: string): string => {
  const plain = sentence.replaceAll(/ ?\([^()]*\{\w+\}[^()]*\)/g, '').replaceAll(/"?\{\w+\}"?/g, '…');
  return (plain.split(/[:;]/)[0] ?? '').trim().replace(/\.$/, '');
};
