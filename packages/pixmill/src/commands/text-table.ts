import { colours } from './terminal.ts';

/** Rows in aligned columns; those named in `numeric` stand to the right. */
export const formatTable = (rows: readonly (readonly string[])[], numeric: readonly number[] = []): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => visibleLength(row[column] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const gap = ' '.repeat(Math.max(0, (widths[column] ?? 0) - visibleLength(cell)));
          return numeric.includes(column) ? gap + cell : cell + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** The same with its last column cut where the terminal ends; `columns` is infinite where nothing needs to be cut. */
export const fittedTable = (
  rows: readonly (readonly string[])[],
  { numeric, columns }: { readonly numeric: readonly number[]; readonly columns: number },
): string => {
  const fixed = formatTable(
    rows.map((row) => row.slice(0, -1)),
    numeric,
  ).split('\n');
  const width = Math.max(...fixed.map(visibleLength)) + 2;
  return fixed
    .map((line, index) => {
      const last = rows[index]?.at(-1) ?? '';
      const room = columns - width;
      if (last === '' || room < 20) return line.trimEnd();
      return line + ' '.repeat(width - visibleLength(line)) + cut(last, room);
    })
    .join('\n');
};

// oxlint-disable-next-line no-control-regex -- colour codes begin with an escape character
const COLOUR_CODE = /\u001b\[\d+m/g;
const visibleLength = (text: string): number => text.replaceAll(COLOUR_CODE, '').length;

const cut = (text: string, length: number): string =>
  visibleLength(text) <= length ? text : colours.dim(`${text.replaceAll(COLOUR_CODE, '').slice(0, length - 1)}…`);
