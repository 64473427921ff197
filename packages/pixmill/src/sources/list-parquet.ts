import { parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import type { ColumnMetaData, DecodedArray, FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Json } from '../library/candidate.ts';
import { inputError } from './inputs.errors.ts';
import { BATCH_ROWS, positionNumbers } from './list-reader.ts';
import type { ListInput, RowBatch } from './list-reader.ts';
import { compressors, parsers } from './parquet-decoding.ts';
import { checkNestedColumn, columnPages } from './parquet-columns.ts';
import type { PageValues } from './parquet-columns.ts';
import { openRandomAccess } from './random-access.ts';
import type { RandomAccessFile } from './random-access.ts';

const MAX_COLUMNS = 1_000;
/** A nested column is read a row group at a time; larger ones are left out. */
const MAX_NESTED_BYTES = 128 * 1024 * 1024;

/** Reads a Parquet file, page by page in every column at once. Rows are numbered from 1. */
export const readParquet = async function* (
  input: Pick<ListInput, 'path' | 'context'>,
  from: Json | undefined,
): AsyncIterable<RowBatch> {
  const start = positionNumbers(from, ['row'], input.path).row;
  const file = await openRandomAccess(input.path, input.context);
  try {
    const metadata = await readMetadata(file);
    let firstRow = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      if (!(Number.isSafeInteger(rows) && rows >= 0)) throw new Error('a row group states no number of rows');
      if (start < firstRow + rows) yield* groupBatches(file, metadata, group, firstRow, Math.max(0, start - firstRow));
      firstRow += rows;
    }
  } catch (error) {
    if (error instanceof PixmillError || input.context.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown';
    throw inputError('input.damaged', { path: input.path, reason }, { cause: error });
  } finally {
    await file.close();
  }
};

const bufferOf = (file: RandomAccessFile) => ({
  byteLength: file.size,
  slice: async (start: number, end = file.size): Promise<ArrayBuffer> => {
    const bytes = await file.read(start, end - start);
    return new Uint8Array(bytes).buffer;
  },
});

const readMetadata = async (file: RandomAccessFile): Promise<FileMetaData> => {
  if (file.size < 12) throw new Error('it is too short');
  return parquetMetadataAsync(bufferOf(file), { geoparquet: false });
};

/** Values from a place on. */
type Part = { readonly values: PageValues; readonly from: number };

/** Values of one column, a batch after another. */
type ColumnReader = {
  readonly name: string;
  readonly take: (count: number) => Promise<Part>;
};

const groupBatches = async function* (
  file: RandomAccessFile,
  metadata: FileMetaData,
  group: RowGroup,
  firstRow: number,
  skip: number,
): AsyncIterable<RowBatch> {
  const readers: ColumnReader[] = [];
  for (const child of parquetSchema(metadata).children.slice(0, MAX_COLUMNS)) {
    const reader = columnReader(file, metadata, group, child, firstRow, skip);
    if (reader !== undefined) readers.push(reader);
  }
  const names = readers.map((reader) => reader.name);
  const rows = Number(group.num_rows);
  for (let begin = skip; begin < rows; begin += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, rows - begin);
    const parts: Part[] = [];
    for (const reader of readers) parts.push(await reader.take(length));
    const before = firstRow + begin;
    yield {
      columns: names,
      length,
      rowNumber: (index) => before + index + 1,
      value: (index, column) => {
        const part = parts[column];
        return part?.values.get(part.from + index);
      },
      unreadable: [],
      next: { row: before + length },
    };
  }
};

const columnReader = (
  file: RandomAccessFile,
  metadata: FileMetaData,
  group: RowGroup,
  child: SchemaTree,
  firstRow: number,
  skip: number,
): ColumnReader | undefined => {
  const name = child.element.name;
  const chunks = group.columns.flatMap(({ meta_data }) => (meta_data?.path_in_schema[0] === name ? [meta_data] : []));
  const [flat] = chunks;
  if (flat === undefined) return undefined;
  if (child.children.length === 0 && child.element.repetition_type !== 'REPEATED') {
    return flatReader(name, columnPages(file, metadata, flat, skip)[Symbol.asyncIterator]());
  }
  const bytes = chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0);
  const range = { rowStart: firstRow + skip, rowEnd: firstRow + Number(group.num_rows) };
  return bytes > MAX_NESTED_BYTES ? undefined : nestedReader(file, metadata, name, chunks, range);
};

const NO_VALUES: PageValues = { length: 0, get: () => undefined };

const flatReader = (
  name: string,
  pages: ReturnType<ReturnType<typeof columnPages>[typeof Symbol.asyncIterator]>,
): ColumnReader => {
  let values = NO_VALUES;
  let from = 0;
  const fill = async (): Promise<void> => {
    while (from === values.length) {
      const page = await pages.next();
      if (page.done === true) throw new Error('a column ends before the others');
      ({ values, from } = page.value);
    }
  };
  return {
    name,
    take: async (count) => {
      await fill();
      if (values.length - from >= count) {
        const part = { values, from };
        from += count;
        return part;
      }
      const gathered: unknown[] = [];
      while (gathered.length < count) {
        await fill();
        gathered.push(values.get(from));
        from += 1;
      }
      return { values: { length: count, get: (index) => gathered[index] }, from: 0 };
    },
  };
};

const nestedReader = (
  file: RandomAccessFile,
  metadata: FileMetaData,
  name: string,
  chunks: readonly ColumnMetaData[],
  rows: { readonly rowStart: number; readonly rowEnd: number },
): ColumnReader => {
  let whole: DecodedArray | undefined;
  let from = 0;
  const readWhole = async (): Promise<DecodedArray> => {
    for (const chunk of chunks) await checkNestedColumn(file, metadata, chunk);
    const options = { file: bufferOf(file), metadata, columns: [name], compressors, parsers, utf8: false };
    return (await parquetScan(options)).readColumn({ column: name, ...rows });
  };
  return {
    name,
    take: async (count) => {
      whole ??= await readWhole();
      const values = whole;
      const part = { values: { length: values.length, get: (index: number): unknown => values[index] }, from };
      from += count;
      return part;
    },
  };
};
