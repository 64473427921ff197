import { textBlocks } from './list-text.ts';

/** Where a line stands: whole lines are skipped from a byte offset at which a line begins. */
export type LinePosition = {
  /** Offset of the block in the decoded text. */
  readonly byte: number;
  /** Lines before that block. */
  readonly line: number;
  /** Lines to skip from there. */
  readonly skip: number;
};

const FIRST_LINE: LinePosition = { byte: 0, line: 0, skip: 0 };

/** The lines of one block without their newlines. */
export type LineBlock = {
  readonly lines: readonly string[];
  /** Number of the first of them, from 1. */
  readonly firstLine: number;
  /** Where line `index` of the block stands. */
  readonly positionOf: (index: number) => LinePosition;
};

/** Splits text into lines, beginning at a position of an earlier reading. */
export const lineBlocks = async function* (
  source: AsyncIterable<Uint8Array>,
  from: LinePosition = FIRST_LINE,
): AsyncIterable<LineBlock> {
  let line = from.line;
  for await (const block of textBlocks(source)) {
    const end = block.start + block.bytes.length;
    if (end <= from.byte) continue;
    const first = block.start < from.byte;
    const byte = first ? from.byte : block.start;
    const text = block.bytes.toString('utf8', byte - block.start);
    const lines = text.split('\n');
    // What follows the last newline is a line only at the end of the file.
    if (lines.at(-1) === '') lines.pop();
    const skip = byte === from.byte ? from.skip : 0;
    const firstOfBlock = line;
    yield {
      lines: skip === 0 ? lines : lines.slice(skip),
      firstLine: firstOfBlock + skip + 1,
      positionOf: (index) => ({ byte, line: firstOfBlock, skip: skip + index }),
    };
    line += lines.length;
  }
};

/** A line without the carriage return of Windows. */
export const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
