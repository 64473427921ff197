import { lineBlocks } from './list-lines.ts';
import type { LinePosition } from './list-lines.ts';
import { BATCH_ROWS, positionNumbers } from './list-reader.ts';
import type { RowBatch, RowReader, UnreadableRow } from './list-reader.ts';
import { isTooLong } from './list-text.ts';

const COLUMNS = ['url'];

/**
 * Reads a plain list: one address a line, blank lines and lines that begin with `#` left out. Lines are taken as they
 * are, so that an address may hold commas and quotes. Rows are numbered as lines.
 */
export const readTxt: RowReader = async function* (input, from) {
  const start = positionNumbers(from, ['byte', 'line', 'skip'], input.path);
  let urls: string[] = [];
  let numbers: number[] = [];
  let unreadable: UnreadableRow[] = [];
  const flush = (next: LinePosition): RowBatch => {
    const batch = batchOf(urls, numbers, unreadable, next);
    urls = [];
    numbers = [];
    unreadable = [];
    return batch;
  };
  let last: LinePosition = start;
  for await (const block of lineBlocks(input.bytes, start)) {
    for (let index = 0; index < block.lines.length; index += 1) {
      const text = block.lines[index]?.trim() ?? '';
      const row = block.firstLine + index;
      if (isTooLong(text)) {
        unreadable.push({ row, code: 'input.row_too_long', detail: `line ${row}` });
      } else if (text !== '' && !text.startsWith('#')) {
        urls.push(text);
        numbers.push(row);
      }
      if (urls.length + unreadable.length === BATCH_ROWS) yield flush(block.positionOf(index + 1));
    }
    last = block.positionOf(block.lines.length);
  }
  if (urls.length + unreadable.length > 0) yield flush(last);
};

const batchOf = (
  urls: readonly string[],
  numbers: readonly number[],
  unreadable: readonly UnreadableRow[],
  next: LinePosition,
): RowBatch => ({
  columns: COLUMNS,
  length: urls.length,
  rowNumber: (index) => numbers[index] ?? 0,
  value: (index) => urls[index],
  unreadable,
  next: { ...next },
});
