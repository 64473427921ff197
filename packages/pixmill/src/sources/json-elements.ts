import { utf8Bytes, MAX_LINE_BYTES } from './list-text.ts';

/** One value of a JSON text that is a list, or a sequence of values; or the sign that the text is cut short. */
export type JsonElement =
  | { readonly kind: 'value'; readonly text: string; readonly inList: boolean }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'cut' };

/** A text that is no list may be one object that holds whole columns. */
const MAX_COLUMNS_BYTES = 256 * 1024 * 1024;

const QUOTE = 34;
const COMMA = 44;
const LIST_OPEN = 91;
const BACKSLASH = 92;
const LIST_CLOSE = 93;
const OBJECT_OPEN = 123;
const OBJECT_CLOSE = 125;
const NEWLINE = 10;

/**
 * Cuts a JSON text into the elements of its outermost list, or, when it does not begin with `[`, into the values that
 * stand in it one after another. Elements are not parsed, so that a faulty one costs only itself. An element of a list
 * may be 1 MiB long, the first value of a sequence 256 MiB; of a longer one only the fact is told.
 */
export const jsonElements = async function* (source: AsyncIterable<Uint8Array>): AsyncIterable<JsonElement> {
  const scanner = createScanner();
  for await (const bytes of utf8Bytes(source)) {
    for (const element of scanner.scan(bytes)) yield element;
    if (scanner.isDone()) return;
  }
  yield* scanner.end();
};

const createScanner = () => {
  let mode: 'start' | 'list' | 'sequence' | 'done' = 'start';
  let depth = 0;
  let inString = false;
  let escaped = false;
  const element = createElement();

  const scan = (bytes: Buffer): JsonElement[] => {
    const found: JsonElement[] = [];
    let from = 0;
    const cut = (end: number, next: number): void => {
      const value = element.finish(bytes.subarray(from, end), mode === 'list');
      if (value !== undefined) found.push(value);
      from = next;
    };
    for (let at = 0; at < bytes.length && mode !== 'done'; at += 1) {
      const byte = bytes[at] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0 && mode === 'sequence') cut(at + 1, at + 1);
        }
        continue;
      }
      if (mode === 'start') {
        if (byte <= 32) continue;
        mode = byte === LIST_OPEN ? 'list' : 'sequence';
        if (mode === 'list') {
          from = at + 1;
          continue;
        }
      }
      if (byte === QUOTE) inString = true;
      else if (byte === OBJECT_OPEN || byte === LIST_OPEN) depth += 1;
      else if (byte === OBJECT_CLOSE || byte === LIST_CLOSE) {
        if (depth > 0) {
          depth -= 1;
          if (depth === 0 && mode === 'sequence') cut(at + 1, at + 1);
        } else if (mode === 'list' && byte === LIST_CLOSE) {
          cut(at, at + 1);
          mode = 'done';
        }
      } else if (depth === 0 && (byte === COMMA || (byte === NEWLINE && mode === 'sequence'))) cut(at, at + 1);
    }
    if (mode !== 'done' && mode !== 'start') element.keep(bytes.subarray(from), mode === 'list');
    return found;
  };

  const end = (): JsonElement[] => {
    if (mode === 'list' || depth > 0 || inString) return [{ kind: 'cut' }];
    const last = element.finish(Buffer.alloc(0), false);
    return last === undefined ? [] : [last];
  };
  return { scan, end, isDone: () => mode === 'done' };
};

/** The bytes of the element that is being read, as long as they may be kept. */
const createElement = () => {
  let kept: Buffer[] = [];
  let length = 0;
  let count = 0;
  const limit = (inList: boolean): number => (inList || count > 0 ? MAX_LINE_BYTES : MAX_COLUMNS_BYTES);
  const keep = (part: Buffer, inList: boolean): void => {
    length += part.length;
    if (length <= limit(inList)) kept.push(part);
    else kept = [];
  };
  return {
    keep,
    finish: (part: Buffer, inList: boolean): JsonElement | undefined => {
      keep(part, inList);
      const tooLong = length > limit(inList);
      const text = tooLong ? '' : (kept.length === 1 ? part : Buffer.concat(kept)).toString('utf8').trim();
      kept = [];
      length = 0;
      if (!tooLong && text === '') return undefined;
      count += 1;
      return tooLong ? { kind: 'too-long' } : { kind: 'value', text, inList };
    },
  };
};
