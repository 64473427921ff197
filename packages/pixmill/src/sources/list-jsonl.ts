import { createRecordCollector } from './json-records.ts';
import { lineBlocks } from './list-lines.ts';
import type { LinePosition } from './list-lines.ts';
import { BATCH_ROWS, positionNumbers } from './list-reader.ts';
import type { RowReader } from './list-reader.ts';
import { isTooLong } from './list-text.ts';

/** Reads one JSON record a line; a line that is none is dropped, and reading goes on. Rows are numbered as lines. */
export const readJsonl: RowReader = async function* (input, from) {
  const start = positionNumbers(from, ['byte', 'line', 'skip'], input.path);
  const collector = createRecordCollector();
  let last: LinePosition = start;
  for await (const block of lineBlocks(input.bytes, start)) {
    for (let index = 0; index < block.lines.length; index += 1) {
      const text = block.lines[index] ?? '';
      const row = block.firstLine + index;
      if (isTooLong(text)) collector.fail({ row, code: 'input.row_too_long', detail: `line ${row}` });
      else if (text.trim() !== '') collector.take(row, text, `line ${row}`);
      if (collector.size() === BATCH_ROWS) yield collector.flush({ ...block.positionOf(index + 1) });
    }
    last = block.positionOf(block.lines.length);
  }
  if (collector.size() > 0) yield collector.flush({ ...last });
};
