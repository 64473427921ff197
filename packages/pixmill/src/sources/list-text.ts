import { isUtf8 } from 'node:buffer';

/** Longest line that is kept whole; the rest of a longer one is read past. */
export const MAX_LINE_BYTES = 1024 * 1024;

const BLOCK_BYTES = 64 * 1024;
const NEWLINE = 10;
const RETURN = 13;

/** Whole lines, each ended by a newline but perhaps the last of all. */
export type TextBlock = {
  /** UTF-8. */
  readonly bytes: Buffer;
  /** Offset of the block in the text as it comes out here. */
  readonly start: number;
};

/**
 * Turns the bytes of a text file into blocks of whole lines of valid UTF-8: byte order marks are removed, UTF-16 with
 * one is converted, lines that are not UTF-8 are read as Windows-1252 (which every byte fits), a file without any
 * newline but with carriage returns gets newlines. Offsets are the same on every reading of the same file.
 */
export const textBlocks = async function* (source: AsyncIterable<Uint8Array>): AsyncIterable<TextBlock> {
  let start = 0;
  for await (const lines of wholeLines(utf8Bytes(source))) {
    const bytes = isUtf8(lines) ? lines : repair(lines);
    yield { bytes, start };
    start += bytes.length;
  }
};

/** The bytes of a text as UTF-8 without a byte order mark; UTF-16 with one is converted. */
export const utf8Bytes = async function* (source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let onlyReturns = false;
  let head: Buffer | undefined = Buffer.alloc(0);
  const convert = (bytes: Buffer): Buffer => {
    const utf8 = decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
    return onlyReturns ? replaceReturns(utf8) : utf8;
  };
  const begin = (bytes: Buffer): Buffer => {
    const encoding = utf16Of(bytes);
    if (encoding !== undefined) decoder = new TextDecoder(encoding);
    const sample = decoder === undefined ? bytes : Buffer.from(new TextDecoder(encoding).decode(bytes));
    onlyReturns = !sample.includes(NEWLINE) && sample.subarray(0, -1).includes(RETURN);
    return convert(bytes.subarray(0, 3).equals(UTF8_MARK) ? bytes.subarray(3) : bytes);
  };
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === undefined) yield convert(bytes);
    else {
      head = Buffer.concat([head, bytes]);
      if (head.length < BLOCK_BYTES) continue;
      yield begin(head);
      head = undefined;
    }
  }
  if (head !== undefined && head.length > 0) yield begin(head);
};

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const utf16Of = (bytes: Buffer): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
};

const replaceReturns = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(RETURN); at !== -1; at = copy.indexOf(RETURN, at + 1)) copy[at] = NEWLINE;
  return copy;
};

/** Blocks of at least 64 KiB that end with a newline; a line past the limit is cut one byte behind it. */
const wholeLines = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let lineLength = 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  for await (let chunk of source) {
    if (lineLength > MAX_LINE_BYTES) {
      const end = chunk.indexOf(NEWLINE);
      if (end === -1) continue;
      chunk = chunk.subarray(end);
      lineLength = 0;
    }
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      add(chunk.subarray(0, end));
      lineLength = 0;
      if (length >= BLOCK_BYTES) {
        yield Buffer.concat(parts);
        parts = [];
        length = 0;
      }
    }
    const rest = chunk.subarray(end, end + MAX_LINE_BYTES + 1 - lineLength);
    lineLength += rest.length;
    if (rest.length > 0) add(rest);
  }
  if (length > 0) yield Buffer.concat(parts);
};

const repair = (lines: Buffer): Buffer => {
  const windows1252 = new TextDecoder('windows-1252');
  const repaired: Buffer[] = [];
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf(NEWLINE, start);
    const end = newline === -1 ? lines.length : newline + 1;
    const line = lines.subarray(start, end);
    repaired.push(isUtf8(line) ? line : Buffer.from(windows1252.decode(line)));
    start = end;
  }
  return Buffer.concat(repaired);
};

/** Whether a line was cut because it passed the limit. */
export const isTooLong = (line: string): boolean =>
  line.length > MAX_LINE_BYTES / 4 && Buffer.byteLength(line) > MAX_LINE_BYTES;
