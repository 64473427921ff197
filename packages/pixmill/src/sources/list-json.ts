import { inputError } from './inputs.errors.ts';
import { jsonElements } from './json-elements.ts';
import type { JsonElement } from './json-elements.ts';
import { createRecordCollector } from './json-records.ts';
import { BATCH_ROWS, positionNumbers } from './list-reader.ts';
import type { RowBatch, RowReader } from './list-reader.ts';

/**
 * Reads a JSON file that is a list of records, records one after another, or one object of columns
 * (`{"url": […], "caption": […]}`, also pandas' `{"url": {"0": …}}`). Rows are numbered from 1. A faulty record costs
 * only itself as long as its brackets and quotes are in pairs.
 */
export const readJson: RowReader = async function* (input, from) {
  const { row: start } = positionNumbers(from, ['row'], input.path);
  const collector = createRecordCollector();
  let row = 0;
  let alone: string | undefined;
  const take = (element: Exclude<JsonElement, { kind: 'cut' }>): void => {
    row += 1;
    if (row <= start) return;
    if (element.kind === 'value') collector.take(row, element.text, `record ${row}`);
    else collector.fail({ row, code: 'input.row_too_long', detail: `record ${row}` });
  };
  for await (const element of jsonElements(input.bytes)) {
    if (element.kind === 'cut') {
      if (collector.size() > 0) yield collector.flush({ row });
      throw inputError('input.damaged', { path: input.path, reason: `the text ends within record ${row + 1}` });
    }
    // The first value outside a list is all columns when nothing follows it.
    if (row === 0 && alone === undefined && element.kind === 'value' && !element.inList) {
      alone = element.text;
      continue;
    }
    if (alone !== undefined) {
      take({ kind: 'value', text: alone, inList: false });
      alone = undefined;
    }
    take(element);
    if (collector.size() >= BATCH_ROWS) yield collector.flush({ row });
  }
  if (alone !== undefined) {
    const columns = columnsOf(alone);
    if (columns !== undefined) {
      yield* columnBatches(columns, start);
      return;
    }
    take({ kind: 'value', text: alone, inList: false });
  }
  if (collector.size() > 0) yield collector.flush({ row });
};

type Columns = { readonly names: readonly string[]; readonly data: readonly (readonly unknown[])[] };

/** The columns of an object of columns; `undefined` for any other value. */
const columnsOf = (text: string): Columns | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  const data = Object.entries(value).map(([, column]) => valuesOf(column));
  const whole = data.filter((column) => column !== undefined);
  return names.length > 0 && whole.length === names.length ? { names, data: whole } : undefined;
};

const valuesOf = (column: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(column)) return column;
  if (typeof column !== 'object' || column === null) return undefined;
  const keys = Object.keys(column);
  return keys.every((key, index) => key === String(index))
    ? Object.entries(column).map(([, value]) => value as unknown)
    : undefined;
};

const columnBatches = function* (columns: Columns, start: number): Iterable<RowBatch> {
  const rows = columns.data.reduce((most, column) => Math.max(most, column.length), 0);
  for (let begin = start; begin < rows; begin += BATCH_ROWS) {
    const end = Math.min(begin + BATCH_ROWS, rows);
    yield {
      columns: columns.names,
      length: end - begin,
      rowNumber: (index) => begin + index + 1,
      value: (index, column) => columns.data[column]?.[begin + index],
      unreadable: [],
      next: { row: end },
    };
  }
};
