import type { RowBatch, UnreadableRow } from './list-reader.ts';
import type { Json } from '../library/candidate.ts';

/** Columns of a list of records that are looked at; one with more is no table. */
const MAX_COLUMNS = 1_000;

type JsonRecord = { readonly [key: string]: unknown };

/** Collects records whose fields have names of their own, and makes batches of them. */
export type RecordCollector = {
  /** Takes the text of one record: an object, or a string, which is an address. */
  readonly take: (row: number, text: string, place: string) => void;
  readonly fail: (unreadable: UnreadableRow) => void;
  readonly size: () => number;
  readonly flush: (next: { readonly [key: string]: Json }) => RowBatch;
};

export const createRecordCollector = (): RecordCollector => {
  const known = new Set<string>();
  let columns: readonly string[] = [];
  let records: JsonRecord[] = [];
  let numbers: number[] = [];
  let unreadable: UnreadableRow[] = [];
  return {
    take: (row, text, place) => {
      const record = parseRecord(text);
      if (typeof record === 'string') {
        unreadable.push({ row, code: 'input.row_unreadable', detail: `${place}: ${record}` });
        return;
      }
      for (const key of Object.keys(record)) if (known.size < MAX_COLUMNS) known.add(key);
      records.push(record);
      numbers.push(row);
    },
    fail: (row) => {
      unreadable.push(row);
    },
    size: () => records.length + unreadable.length,
    flush: (next) => {
      if (known.size !== columns.length) columns = [...known];
      const batch = batchOf(columns, records, numbers, unreadable, next);
      records = [];
      numbers = [];
      unreadable = [];
      return batch;
    },
  };
};

/** The record, or why it is none. */
const parseRecord = (text: string): JsonRecord | string => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return { url: value };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object';
    return { ...value };
  } catch (error) {
    return error instanceof Error ? `it is not valid JSON (${error.message.slice(0, 80)})` : 'it is not valid JSON';
  }
};

const batchOf = (
  columns: readonly string[],
  records: readonly JsonRecord[],
  numbers: readonly number[],
  unreadable: readonly UnreadableRow[],
  next: { readonly [key: string]: Json },
): RowBatch => ({
  columns,
  length: records.length,
  rowNumber: (index) => numbers[index] ?? 0,
  value: (index, column) => ownValue(records[index], columns[column]),
  unreadable,
  next,
});

// A record may have a key such as `constructor`, or not have it: what it inherits does not count.
const ownValue = (record: JsonRecord | undefined, name: string | undefined): unknown =>
  record !== undefined && name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
