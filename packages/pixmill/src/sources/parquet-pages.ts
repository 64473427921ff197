import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { compressors } from './parquet-decoding.ts';
import { readRuns } from './parquet-runs.ts';
import type { RandomAccessFile } from './random-access.ts';

/** Bytes read from the file at once; a page is usually one mebibyte before compression. */
const WINDOW = 256 * 1024;
const MAX_PAGE_BYTES = 256 * 1024 * 1024;
const MAX_PAGE_VALUES = 16_000_000;

/** A page as it stands in the file. */
export type RawPage = { readonly header: PageHeader; readonly body: Uint8Array };

/** A data page, unpacked and taken apart. */
export type DataPage = {
  /** Values with those that are missing. */
  readonly count: number;
  readonly encoding: string;
  readonly repetitionLevels: Uint32Array | null;
  readonly definitionLevels: Uint32Array | null;
  /** The values that are there, in their encoding. */
  readonly data: Uint8Array;
};

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The pages of a column as they stand in the file, as long as they are wanted. */
export const rawPages = async function* (
  file: RandomAccessFile,
  column: ColumnMetaData,
  wanted: () => boolean,
): AsyncIterable<RawPage> {
  const dictionaryOffset = Number(column.dictionary_page_offset ?? 0);
  const start = dictionaryOffset > 0 ? dictionaryOffset : Number(column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= file.size)) throw new Error('a column lies outside the file');
  let window: Buffer = Buffer.alloc(0);
  let windowStart = start;
  const have = async (from: number, length: number): Promise<Buffer> => {
    if (from + length > windowStart + window.length) {
      window = await file.read(from, Math.min(end - from, Math.max(length, WINDOW)));
      windowStart = from;
    }
    return window.subarray(from - windowStart);
  };
  for (let at = start; at < end - 1 && wanted();) {
    const { header, length } = await readHeader((bytes) => have(at, Math.min(bytes, end - at)));
    const size = header.compressed_page_size;
    if (!(size >= 0 && size <= MAX_PAGE_BYTES && at + length + size <= end)) throw new Error('a page is cut short');
    if (!(header.uncompressed_page_size >= 0 && header.uncompressed_page_size <= MAX_PAGE_BYTES)) {
      throw new Error('a page is larger than 256 MiB');
    }
    yield { header, body: (await have(at + length, size)).subarray(0, size) };
    at += length + size;
  }
};

/** Headers hold statistics of any length: more is read until one is whole. */
const readHeader = async (
  have: (bytes: number) => Promise<Buffer>,
): Promise<{ readonly header: PageHeader; readonly length: number }> => {
  let wantedBytes = 1024;
  for (;;) {
    const bytes = await have(wantedBytes);
    const reader = { view: viewOf(bytes), offset: 0 };
    try {
      const header = parquetHeader(reader);
      return { header, length: reader.offset };
    } catch (error) {
      if (!(error instanceof RangeError) || bytes.length < wantedBytes || wantedBytes > MAX_PAGE_BYTES) throw error;
      wantedBytes = Math.max(bytes.length, wantedBytes) * 4;
    }
  }
};

/** Values that a page states; `undefined` for a page that holds none of its own (a dictionary, an index). */
export const pageCount = (header: PageHeader): number | undefined => {
  if (header.type !== 'DATA_PAGE' && header.type !== 'DATA_PAGE_V2') return undefined;
  const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? -1;
  if (!(count >= 0 && count <= MAX_PAGE_VALUES)) throw new Error('a page states an impossible number of values');
  return count;
};

/**
 * Unpacks a data page and reads its levels.
 *
 * @param levels the largest repetition and definition level of the column: 0 and 0 or 1 when it is flat
 */
export const openDataPage = (
  page: RawPage,
  codec: ColumnMetaData['codec'],
  levels: { readonly repetition: number; readonly definition: number },
): DataPage => {
  const { header, body } = page;
  const count = pageCount(header) ?? 0;
  const unpack = (bytes: Uint8Array, size: number): Uint8Array => {
    const unpacked = decompressPage(bytes, size, codec, compressors);
    if (unpacked.length > MAX_PAGE_BYTES) throw new Error('a page is larger than 256 MiB');
    return unpacked;
  };
  const second = header.data_page_header_v2;
  if (second !== undefined) {
    const repetitionEnd = second.repetition_levels_byte_length;
    const dataStart = repetitionEnd + second.definition_levels_byte_length;
    if (!(repetitionEnd >= 0 && dataStart >= repetitionEnd && dataStart <= body.length))
      throw new Error('a page is cut short');
    const packed = body.subarray(dataStart);
    const isPacked = second.is_compressed !== false && packed.length > 0;
    return {
      count,
      encoding: second.encoding,
      repetitionLevels: levelsOf(body, 0, repetitionEnd, levels.repetition, count),
      definitionLevels: levelsOf(body, repetitionEnd, dataStart, levels.definition, count),
      data: isPacked ? unpack(packed, header.uncompressed_page_size - dataStart) : packed,
    };
  }
  const bytes = unpack(body, header.uncompressed_page_size);
  let at = 0;
  const lengthPrefixed = (largest: number): Uint32Array | null => {
    if (largest === 0) return null;
    const length = viewOf(bytes).getUint32(at, true);
    const values = levelsOf(bytes, at + 4, at + 4 + length, largest, count);
    at += 4 + length;
    return values;
  };
  const repetitionLevels = lengthPrefixed(levels.repetition);
  const definitionLevels = lengthPrefixed(levels.definition);
  const encoding = header.data_page_header?.encoding ?? 'PLAIN';
  return { count, encoding, repetitionLevels, definitionLevels, data: bytes.subarray(at) };
};

const levelsOf = (bytes: Uint8Array, start: number, end: number, largest: number, count: number): Uint32Array | null =>
  largest === 0 ? null : readRuns({ bytes, start, end, width: 32 - Math.clz32(largest), count });
