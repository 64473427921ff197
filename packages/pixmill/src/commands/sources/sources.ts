import { createColors } from 'picocolors';
import type { SourceInfo } from '../../library/source.ts';
import { wrapText } from '../wrap-text.ts';

/** What the table is made of. */
export type SourcesTable = {
  readonly sources: readonly SourceInfo[];
  /** Value of a setting by its name in the environment; `undefined` when it is unset. */
  readonly settings: (name: string) => string | undefined;
  /** Characters a line. Default 80. */
  readonly columns?: number;
  /** Whether the terminal shows colours. Default no. */
  readonly colour?: boolean;
};

type Group = { readonly title: string; readonly holds: (info: SourceInfo) => boolean };

const isOffered = ({ tier }: SourceInfo): boolean => tier !== 'planned' && tier !== 'excluded';

const GROUPS: readonly Group[] = [
  {
    title: 'Asked for each keyword by default',
    holds: ({ kind, tier, preset }) => kind === 'search' && tier === 'default' && preset === 'general',
  },
  {
    title: 'For a subject, named with --source',
    holds: ({ kind, tier, preset }) => kind === 'search' && tier === 'default' && preset !== 'general',
  },
  { title: 'Read with --from', holds: (info) => info.kind === 'input' && isOffered(info) },
  { title: 'Opt-in, named with --source', holds: ({ kind, tier }) => kind === 'search' && tier === 'opt-in' },
  {
    title: 'Experimental, named with --source at your own risk',
    holds: ({ kind, tier }) => kind === 'search' && tier === 'experimental',
  },
  { title: 'Planned for a later release', holds: ({ tier }) => tier === 'planned' },
  { title: 'Not offered', holds: ({ tier }) => tier === 'excluded' },
];

/** At least this wide, a source takes one row of a table; below, a block of lines. */
const WIDE = 100;
const NARROWEST = 40;

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Whether a source can be used now, and what would help. */
const stateOf = (info: SourceInfo, settings: SourcesTable['settings']): string => {
  if (info.unavailable !== undefined) return info.unavailable;
  const isUnset = (name: string): boolean => (settings(name) ?? '') === '';
  const missing = info.keys.filter(isUnset);
  if (missing.length > 0) return `Off: set ${listed(missing)}.`;

  const optional = info.optionalKeys ?? [];
  const parts = ['Ready'];
  if (info.keys.length > 0) parts.push('key set');
  else if (info.kind === 'search') parts.push('no key needed');
  if (optional.length > 0) {
    parts.push(optional.some(isUnset) ? `higher limits with ${listed(optional)}` : `${listed(optional)} set`);
  }
  if (info.preset !== 'general') parts.push(`subject: ${info.preset}`);
  const replaced = info.baseUrlSetting === undefined ? undefined : settings(info.baseUrlSetting);
  if (replaced !== undefined && replaced !== '') parts.push(`asked at ${replaced} (${info.baseUrlSetting})`);
  return `${parts.join('; ')}.`;
};

type Cell = { readonly text: string; readonly width: number; readonly paint?: (text: string) => string };

/** Sets cells side by side, each wrapped into its own width. */
const row = (cells: readonly Cell[]): string[] => {
  const wrapped = cells.map(({ text, width }) => wrapText(text, width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    cells
      .map(({ width, paint = (text) => text }, column) => {
        const text = wrapped[column]?.[index] ?? '';
        return paint(text) + ' '.repeat(Math.max(0, width - text.length));
      })
      .join('  ')
      .trimEnd(),
  ).map((line) => `  ${line}`);
};

/**
 * The table of `pixmill sources`: every source in groups, with its licences, whether it can be used now, and why not.
 * A table from 100 columns on, blocks of lines below.
 */
export const renderSources = ({ sources, settings, columns = 80, colour = false }: SourcesTable): string => {
  const paint = createColors(colour);
  const width = Math.max(NARROWEST, columns) - 1;
  const idWidth = Math.max(0, ...sources.map(({ id }) => id.length));

  const wideRow = (info: SourceInfo): string[] => {
    const titleWidth = 20;
    const licenceWidth = 26;
    const rest = width - 2 - idWidth - titleWidth - licenceWidth - 6;
    return row([
      { text: info.id, width: idWidth, paint: isOffered(info) ? paint.bold : paint.dim },
      { text: info.title, width: titleWidth },
      { text: info.licenceQuality, width: licenceWidth },
      { text: stateOf(info, settings), width: rest },
    ]);
  };
  const narrowBlock = (info: SourceInfo): string[] => [
    ...wrapText(info.title, width - info.id.length - 4).map((line, index) =>
      index === 0
        ? `  ${isOffered(info) ? paint.bold(info.id) : paint.dim(info.id)}  ${line}`
        : `  ${' '.repeat(info.id.length)}  ${line}`,
    ),
    ...wrapText(`Licences: ${info.licenceQuality}.`, width - 4).map((line) => `    ${line}`),
    ...wrapText(stateOf(info, settings), width - 4).map((line) => `    ${line}`),
  ];

  const heading: Cell[] = [
    { text: 'source', width: idWidth },
    { text: 'title', width: 20 },
    { text: 'licences', width: 26 },
    { text: 'state', width: 10 },
  ];
  const blocks = GROUPS.flatMap(({ title, holds }) => {
    const members = sources.filter(holds);
    if (members.length === 0) return [];
    const rows = members.flatMap(columns >= WIDE ? wideRow : narrowBlock);
    return [[paint.underline(title), ...rows].join('\n')];
  });
  const head = columns >= WIDE ? row(heading).map((line) => paint.dim(line)) : [];
  return `${[...head, ...(head.length > 0 ? [''] : []), blocks.join('\n\n')].join('\n')}\n`;
};
