import type { Outcome } from '../../library/outcome.ts';
import type { ReasonCount } from '../../library/outcome-counts.repository.ts';
import { colours, formatCount } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';

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
