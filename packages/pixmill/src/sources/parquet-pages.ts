import type { ColumnMetaData, DecodedArray, FileMetaData, PageHeader } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { compressors, parsers } from './parquet-decoding.ts';
import type { RandomAccessFile } from './random-access.ts';

/** Bytes read from the file at once; a page is usually one mebibyte before compression. */
const WINDOW = 256 * 1024;
const MAX_PAGE_BYTES = 256 * 1024 * 1024;
const MAX_PAGE_VALUES = 16_000_000;

/** Values of a flat column that follow one another. */
export type PageValues = { readonly values: DecodedArray; readonly from: number };

/**
 * Yields the values of one flat column of a row group page by page, beginning at a row of the group, so that a group of
 * millions of rows (writers make one of the whole file) needs the memory of a page. Throws an Error with a short reason
 * when the column is damaged.
 */
export const columnPages = async function* (
  file: RandomAccessFile,
  metadata: FileMetaData,
  column: ColumnMetaData,
  firstRow: number,
): AsyncIterable<PageValues> {
  const schemaPath = getTreePath(parquetSchema(metadata), column.path_in_schema);
  const leaf = schemaPath.at(-1);
  if (leaf === undefined) throw new Error('a column is missing in the schema');
  const decoding = {
    ...column,
    pathInSchema: column.path_in_schema,
    element: leaf.element,
    schemaPath,
    compressors,
    parsers,
    utf8: false,
  };
  const total = Number(column.num_values);
  let dictionary: DecodedArray | undefined;
  let row = 0;
  for await (const page of rawPages(file, column, () => row < total)) {
    const reader = () => ({ view: viewOf(page.body), offset: 0 });
    if (page.header.type === 'DICTIONARY_PAGE') {
      const { data } = readPage(reader(), page.header, decoding, undefined, undefined, 0);
      if (data !== undefined) dictionary = convert(data, decoding);
      continue;
    }
    const count = valuesOf(page.header);
    if (count === undefined) continue;
    row += count;
    if (row <= firstRow) continue;
    const { data } = readPage(reader(), page.header, decoding, dictionary, undefined, 0);
    if (data?.length !== count) throw new Error('a page holds fewer values than it states');
    yield { values: data, from: Math.max(0, firstRow - (row - count)) };
  }
  if (row < total) throw new Error('a column ends before its last value');
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Values of a data page; `undefined` for a page that holds none of its own. */
const valuesOf = (header: PageHeader): number | undefined => {
  const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values;
  if (count !== undefined && (count < 0 || count > MAX_PAGE_VALUES)) throw new Error('a page states too many values');
  return count;
};

type RawPage = { readonly header: PageHeader; readonly body: Uint8Array };

/** The pages of a column as they stand in the file. */
const rawPages = async function* (
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
