import { columnNames, delimiterOf, splitCsvRecord } from './csv-records.ts';
import type { CsvRecord } from './csv-records.ts';
import { lineBlocks, withoutReturn } from './list-lines.ts';
import { BATCH_ROWS, positionNumbers } from './list-reader.ts';
import type { RowBatch, RowReader, UnreadableRow } from './list-reader.ts';
import { isTooLong } from './list-text.ts';

/** A quoted field that does not close within so many lines is a stray quote, not a long text. */
const MAX_RECORD_LINES = 100;

type Line = { readonly text: string; readonly number: number };

/**
 * Reads a table with a header line. A record that breaks the rules costs its first line only: reading goes on with the
 * line after it. A record may be shorter than the header, but not longer. Rows are numbered from 1 after the header.
 */
export const readCsv = (declared: ',' | '\t'): RowReader =>
  async function* (input, from) {
    const start = positionNumbers(from, ['line', 'row'], input.path);
    let table: CsvTable | undefined;
    // The header stands before the place to go on from, so that reading always begins at the beginning.
    for await (const block of lineBlocks(input.bytes)) {
      for (let index = 0; index < block.lines.length; index += 1) {
        const number = block.firstLine + index;
        const text = block.lines[index] ?? '';
        if (table === undefined) {
          if (text.trim() !== '') table = createTable(withoutReturn(text), declared, start);
        } else if (number > start.line) {
          table.take({ text: withoutReturn(text), number });
          if (table.isFull()) yield table.flush();
        }
      }
    }
    if (table === undefined) return;
    table.end();
    if (!table.isEmpty()) yield table.flush();
  };

type CsvTable = {
  readonly take: (line: Line) => void;
  /** No line follows: what is still open is given up. */
  readonly end: () => void;
  readonly isFull: () => boolean;
  readonly isEmpty: () => boolean;
  readonly flush: () => RowBatch;
};

const createTable = (header: string, declared: ',' | '\t', start: { line: number; row: number }): CsvTable => {
  const delimiter = delimiterOf(header, declared);
  const split = splitCsvRecord(header, delimiter);
  const columns = columnNames(split.kind === 'fields' ? split.fields : header.split(delimiter));
  let records: string[][] = [];
  let numbers: number[] = [];
  let unreadable: UnreadableRow[] = [];
  let open: Line[] = [];
  let { row, line: lastLine } = start;

  const fail = (line: Line, reason: string, code: UnreadableRow['code'] = 'input.row_unreadable'): void => {
    row += 1;
    unreadable.push({ row, code, detail: `line ${line.number}: ${reason}` });
  };
  const failFirst = (reason: string): void => {
    const [first, ...rest] = open;
    open = [];
    if (first === undefined) return;
    fail(first, reason);
    for (const line of rest) take(line);
  };
  const take = (line: Line): void => {
    lastLine = Math.max(lastLine, line.number);
    if (isTooLong(line.text)) {
      while (open.length > 0) failFirst('a quoted field is not closed');
      fail(line, 'longer than 1 MiB', 'input.row_too_long');
      return;
    }
    if (open.length === 0 && line.text.trim() === '') return;
    open.push(line);
    if (open.length > 1 && open.length < MAX_RECORD_LINES && !line.text.includes('"')) return;
    const record = splitCsvRecord(open.length === 1 ? line.text : open.map(({ text }) => text).join('\n'), delimiter);
    const fault = faultOf(record, columns.length);
    if (record.kind === 'fields' && fault === undefined) {
      open = [];
      row += 1;
      records.push(record.fields);
      numbers.push(row);
    } else if (fault !== undefined || open.length >= MAX_RECORD_LINES) {
      failFirst(fault ?? 'a quoted field is not closed');
    }
  };

  return {
    take,
    end: () => {
      while (open.length > 0) failFirst('a quoted field is not closed');
    },
    isFull: () => records.length + unreadable.length >= BATCH_ROWS,
    isEmpty: () => records.length + unreadable.length === 0,
    flush: () => {
      const line = open[0] === undefined ? lastLine : open[0].number - 1;
      const batch = batchOf(columns, records, numbers, unreadable, { line, row });
      records = [];
      numbers = [];
      unreadable = [];
      return batch;
    },
  };
};

/** Why a record cannot be taken; `undefined` when it can, or may yet when more lines come. */
const faultOf = (record: CsvRecord, width: number): string | undefined => {
  if (record.kind === 'bad') return record.reason;
  if (record.kind === 'open' || record.fields.length <= width) return undefined;
  if (record.fields.slice(width).every((field) => field.trim() === '')) return undefined;
  return `${record.fields.length} fields where the header has ${width}`;
};

const batchOf = (
  columns: readonly string[],
  records: readonly (readonly string[])[],
  numbers: readonly number[],
  unreadable: readonly UnreadableRow[],
  next: { readonly line: number; readonly row: number },
): RowBatch => ({
  columns,
  length: records.length,
  rowNumber: (index) => numbers[index] ?? 0,
  value: (index, column) => records[index]?.[column],
  unreadable,
  next: { ...next },
});
