import { isAscii, isUtf8 } from 'node:buffer';
import type { ColumnMetaData, DecodedArray, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { compressors, parsers } from './parquet-decoding.ts';
import { openDataPage, pageCount, rawPages, viewOf } from './parquet-pages.ts';
import type { DataPage } from './parquet-pages.ts';
import { readRuns } from './parquet-runs.ts';
import type { RandomAccessFile } from './random-access.ts';

/** Values of a flat column that follow one another; each is made when it is asked for, so that it lives shortly. */
export type PageValues = { readonly length: number; readonly get: (index: number) => unknown };

type Leaf = { readonly column: ColumnMetaData; readonly element: SchemaElement; readonly schemaPath: SchemaTree[] };

const leafOf = (metadata: FileMetaData, column: ColumnMetaData): Leaf => {
  const schemaPath = getTreePath(parquetSchema(metadata), column.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error('a column is missing in the schema');
  return { column, element, schemaPath };
};

/** What the library needs to know to read a page that is unpacked, and whose missing values are taken out. */
const decoderOf = (leaf: Leaf, codec: ColumnMetaData['codec']) => {
  const element: SchemaElement = { ...leaf.element, repetition_type: 'REQUIRED' };
  const root = leaf.schemaPath[0];
  const node: SchemaTree = { element, children: [], count: 1, path: leaf.column.path_in_schema };
  const schemaPath = root === undefined ? [node] : [root, node];
  const pathInSchema = leaf.column.path_in_schema;
  return { pathInSchema, type: leaf.column.type, element, schemaPath, codec, parsers, compressors, utf8: false };
};

/**
 * Yields the values of one flat column of a row group page by page, so that a group of millions of rows (writers make
 * one of the whole file) needs the memory of a page. Throws an Error with a short reason when the column is damaged.
 *
 * @param skip rows of the group that are passed over; the first page may begin before them
 */
export const columnPages = async function* (
  file: RandomAccessFile,
  metadata: FileMetaData,
  column: ColumnMetaData,
  skip: number,
): AsyncIterable<{ readonly values: PageValues; readonly from: number }> {
  const leaf = leafOf(metadata, column);
  const total = Number(column.num_values);
  const levels = { repetition: 0, definition: leaf.element.repetition_type === 'REQUIRED' ? 0 : 1 };
  let dictionary: DecodedArray | undefined;
  let row = 0;
  for await (const page of rawPages(file, column, () => row < total)) {
    if (page.header.type === 'DICTIONARY_PAGE') {
      const decoder = decoderOf(leaf, column.codec);
      const { data } = readPage({ view: viewOf(page.body), offset: 0 }, page.header, decoder, undefined, undefined, 0);
      if (data !== undefined) dictionary = textsOf(convert(data, decoder));
      continue;
    }
    const count = pageCount(page.header);
    if (count === undefined) continue;
    row += count;
    if (row <= skip) continue;
    const values = decodePage(openDataPage(page, column.codec, levels), leaf, dictionary);
    yield { values, from: Math.max(0, skip - (row - count)) };
  }
  if (row < total) throw new Error('a column ends before its last value');
};

const decodePage = (page: DataPage, leaf: Leaf, dictionary: DecodedArray | undefined): PageValues => {
  const { count, definitionLevels } = page;
  const { places, present } = placesOf(definitionLevels, count);
  const get = valueReader(page, present, leaf, dictionary);
  if (places === null) return { length: count, get };
  return {
    length: count,
    get: (index) => {
      const place = places[index] ?? -1;
      return place < 0 ? null : get(place);
    },
  };
};

/** Where each value stands among those that are there, -1 for the missing ones; `null` when none is missing. */
const placesOf = (levels: Uint32Array | null, count: number) => {
  if (levels === null) return { places: null, present: count };
  const places = new Int32Array(count);
  let present = 0;
  for (let index = 0; index < count; index += 1) places[index] = levels[index] === 1 ? present++ : -1;
  return { places: present === count ? null : places, present };
};

const valueReader = (
  page: DataPage,
  present: number,
  leaf: Leaf,
  dictionary: DecodedArray | undefined,
): ((place: number) => unknown) => {
  const { encoding, data } = page;
  if (present === 0) return () => null;
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (dictionary === undefined) throw new Error('a dictionary is missing');
    const indexes = readRuns({ bytes: data, start: 1, end: data.length, width: data[0] ?? 0, count: present });
    return (place) => dictionary[indexes[place] ?? -1];
  }
  if (encoding === 'RLE') {
    const length = viewOf(data).getUint32(0, true);
    const flags = readRuns({ bytes: data, start: 4, end: 4 + length, width: 1, count: present });
    return (place) => flags[place] === 1;
  }
  if (encoding === 'PLAIN' && isText(leaf.element)) return textReader(data, present, isMarkedText(leaf.element));
  const header = {
    type: 'DATA_PAGE' as const,
    uncompressed_page_size: data.length,
    compressed_page_size: data.length,
    data_page_header: {
      num_values: present,
      encoding: encodingOf(encoding),
      definition_level_encoding: 'RLE' as const,
      repetition_level_encoding: 'RLE' as const,
    },
  };
  const read = readPage(
    { view: viewOf(data), offset: 0 },
    header,
    decoderOf(leaf, 'UNCOMPRESSED'),
    undefined,
    undefined,
    0,
  );
  if (read.data?.length !== present) throw new Error('a page holds fewer values than it states');
  const values = read.data;
  return (place) => values[place];
};

const ENCODINGS = [
  'PLAIN',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'BYTE_STREAM_SPLIT',
] as const;

const encodingOf = (name: string): (typeof ENCODINGS)[number] => {
  const known = ENCODINGS.find((encoding) => encoding === name);
  if (known === undefined) throw new Error(`the encoding ${name} is not known`);
  return known;
};

/** Bytes of any length that are a text, or not said to be anything else. */
const isText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' &&
  [undefined, 'UTF8', 'ENUM', 'JSON'].includes(converted) &&
  [undefined, 'STRING', 'ENUM', 'JSON'].includes(logical?.type);

const isMarkedText = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted !== undefined || logical !== undefined;

const textReader = (data: Uint8Array, present: number, isMarked: boolean): ((place: number) => unknown) => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const starts = new Uint32Array(present + 1);
  let at = 0;
  for (let place = 0; place < present; place += 1) {
    if (at + 4 > bytes.length) throw new Error('a page is cut short');
    starts[place] = at + 4;
    at += 4 + bytes.readUInt32LE(at);
  }
  if (at > bytes.length) throw new Error('a page is cut short');
  starts[present] = at + 4;
  // Reading ASCII is much cheaper, and whole pages are.
  const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  const end = (place: number): number => (starts[place + 1] ?? 4) - 4;
  if (isMarked || encoding === 'latin1') return (place) => bytes.toString(encoding, starts[place], end(place));
  return (place) => textIfText(bytes.subarray(starts[place], end(place)));
};

const textsOf = (values: DecodedArray): DecodedArray => (Array.isArray(values) ? values.map(textIfText) : values);

// Some writers do not mark their texts as texts, and some mark what is none.
const textIfText = (value: unknown): unknown => {
  if (!(value instanceof Uint8Array)) return value;
  if (!isUtf8(value)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
};

/**
 * Reads through every page of a nested column, so that what the library is given next cannot lead it into an endless
 * loop. Throws an Error with a short reason when it is damaged.
 */
export const checkNestedColumn = async (
  file: RandomAccessFile,
  metadata: FileMetaData,
  column: ColumnMetaData,
): Promise<void> => {
  const { schemaPath } = leafOf(metadata, column);
  const levels = { repetition: getMaxRepetitionLevel(schemaPath), definition: getMaxDefinitionLevel(schemaPath) };
  for await (const page of rawPages(file, column, () => true)) {
    if (pageCount(page.header) === undefined) continue;
    const { encoding, data, definitionLevels, count } = openDataPage(page, column.codec, levels);
    const present = definitionLevels?.reduce((sum, level) => sum + Number(level === levels.definition), 0) ?? count;
    if (encoding.endsWith('_DICTIONARY') && present > 0) {
      readRuns({ bytes: data, start: 1, end: data.length, width: data[0] ?? 0, count: present });
    } else if (encoding === 'RLE' && present > 0) {
      readRuns({ bytes: data, start: 4, end: data.length, width: 1, count: present });
    }
  }
};
