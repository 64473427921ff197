import { colours, formatBytes, formatCount, plainText } from '../terminal.ts';
import { fittedTable, formatTable } from '../text-table.ts';
import { OUTCOME_SENTENCES } from '../../outcome-sentences.ts';
import type { CheckPlan } from './check-plan.ts';
import type { CheckSummary, PixelSize } from './check-summary.ts';

const KIND_NAMES = {
  exact: 'exact (the same bytes)',
  same_pixels: 'the same pixels in other bytes',
} as const;

/** What a check has found, as tables for a terminal of this width; ends without a line break. */
export const summaryTable = (
  summary: CheckSummary,
  { plan, columns }: { readonly plan: CheckPlan; readonly columns: number },
): string =>
  [checkRows(summary, columns), duplicateRows(summary, plan), unreadableRows(summary, columns), factRows(summary, plan)]
    .filter((block) => block !== '')
    .join('\n\n');

const heading = (...cells: readonly string[]): string[] => cells.map((cell) => colours.dim(cell));

const checkRows = ({ checks, images }: CheckSummary, columns: number): string => {
  if (images === 0) return '';
  const rows = checks.map(({ name, count, limit, meaning, examples }) => [
    count === 0 ? colours.dim(name) : name,
    count === 0 ? colours.dim('0') : colours.yellow(formatCount(count)),
    count === 0 ? '' : share(count, images),
    colours.dim(limit),
    colours.dim(count === 0 ? meaning : examples.map((path) => plainText(path, 60)).join(', ')),
  ]);
  const head = heading('check', 'images', '', 'limit', 'what it means, or for example');
  return fittedTable([head, ...rows], { numeric: [1, 2], columns });
};

const duplicateRows = ({ duplicates, images }: CheckSummary, { nearDistance }: CheckPlan): string => {
  if (images === 0) return '';
  const near = nearDistance === null ? null : `near (at most ${nearDistance} of 64 bits differ)`;
  const rows = duplicates.flatMap(({ kind, groups, files, bytes }) => {
    const name = kind === 'near' ? near : KIND_NAMES[kind];
    if (name === null) return [];
    const paint = files === 0 ? colours.dim : (text: string) => text;
    return [
      [paint(name), paint(formatCount(groups)), paint(formatCount(files)), files === 0 ? '' : formatBytes(bytes)],
    ];
  });
  return formatTable([heading('duplicates', 'groups', 'could go', ''), ...rows], [1, 2, 3]);
};

const unreadableRows = ({ unreadable }: CheckSummary, columns: number): string => {
  if (unreadable.length === 0) return '';
  const rows = unreadable.map(({ code, count, examples }) => [
    code,
    colours.red(formatCount(count)),
    colours.dim(`${sentenceOf(code)} ${forExample(examples.slice(0, 1))}`.trim()),
  ]);
  return fittedTable([heading('not readable', 'files', ''), ...rows], { numeric: [1], columns });
};

const factRows = ({ formats, sizes, images, rejected, others }: CheckSummary, { rules }: CheckPlan): string => {
  const rows: string[][] = [];
  if (formats.length > 0) {
    rows.push(['formats', formats.map(({ format, count }) => `${format} ${formatCount(count)}`).join(', ')]);
  }
  if (sizes !== null) {
    const { least, median, most } = sizes;
    rows.push(['sizes', `${sizeText(least)} to ${sizeText(most)}, median ${sizeText(median)}`]);
  }
  if (images > 0 && rules.mode !== 'report') {
    rows.push([`${rules.mode} mode`, `would turn away ${formatCount(rejected)} of ${formatCount(images)} images`]);
  }
  if (others.count > 0) {
    rows.push(['passed over', `${formatCount(others.count)} that are no images ${forExample(others.examples)}`]);
  }
  return formatTable(rows.map(([name = '', text = '']) => [colours.dim(name), text]));
};

const sizeText = ({ width, height }: PixelSize): string => `${width}x${height}`;

const share = (count: number, all: number): string => {
  const percent = (count / all) * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
};

const forExample = (paths: readonly string[]): string =>
  paths.length === 0 ? '' : `(${paths.map((path) => plainText(path, 60)).join(', ')})`;

/** The sentence up to its details and advice. */
const sentenceOf = (code: string): string =>
  (OUTCOME_SENTENCES[code] ?? '')
    .split(/[:;({]/)[0]
    ?.trim()
    .replace(/\.$/, '') ?? '';
