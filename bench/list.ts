/**
 * How fast the `url-list` source turns a list into pages of candidates, and that memory does not grow with the list.
 *
 *     node bench/list.ts [--rows 1000000]
 *
 * The list is shaped like LAION's (address, caption, size, similarity, licence, key) and is one row group, as most writers make
 * it. Each figure is measured in a process of its own; the limit of Parquet is a bare read of the same columns by
 * hyparquet, the limit of CSV a bare split of the file into lines.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, openSync, closeSync, writeSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { SourceContext } from '../packages/pixmill/src/library/source.ts';
import { urlListSource } from '../packages/pixmill/src/sources/url-list.ts';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, task: { type: 'string' }, file: { type: 'string' } },
});
const rows = Number(options.rows);
if (!Number.isInteger(rows) || rows < 1000) throw new Error('--rows expects a whole number from 1000.');
const folder = join(tmpdir(), 'pixmill-bench-list');

const words =
  'red blue old small wooden silver photo of a house boat dog river mountain vintage portrait with flowers'.split(' ');
const rowAt = (index: number) => {
  // A fixed mixing of the number, so that every run reads the same list.
  const mixed = Math.imul(index + 1, 2654435761) >>> 0;
  const word = (step: number): string => words[(mixed >>> step) % words.length] ?? '';
  return {
    url: `https://images${mixed % 977}.example.org/${mixed.toString(16)}/${word(3)}-${word(7)}-${index}.jpg?w=${mixed % 4000}`,
    caption: `${word(1)} ${word(5)} ${word(9)}, ${word(13)} ${word(17)} ${word(21)} no. ${index}`,
    width: 200 + (mixed % 3000),
    height: 200 + ((mixed >>> 8) % 3000),
    similarity: (mixed % 10_000) / 10_000,
    licence: index % 50 === 0 ? 'https://creativecommons.org/licenses/by/4.0/' : '?',
    key: BigInt(index),
  };
};

const writeLists = (): void => {
  mkdirSync(folder, { recursive: true });
  const parquet = join(folder, `list-${rows}.parquet`);
  if (!existsSync(parquet)) {
    const all = Array.from({ length: rows }, (_, index) => rowAt(index));
    const buffer = parquetWriteBuffer({
      rowGroupSize: rows,
      columnData: [
        { name: 'URL', type: 'STRING', data: all.map((row) => row.url) },
        { name: 'TEXT', type: 'STRING', data: all.map((row) => row.caption) },
        { name: 'WIDTH', type: 'INT32', data: all.map((row) => row.width) },
        { name: 'HEIGHT', type: 'INT32', data: all.map((row) => row.height) },
        { name: 'similarity', type: 'DOUBLE', data: all.map((row) => row.similarity) },
        { name: 'LICENSE', type: 'STRING', data: all.map((row) => row.licence) },
        { name: 'key', type: 'INT64', data: all.map((row) => row.key) },
      ],
    });
    writeWhole(parquet, (write) => write(new Uint8Array(buffer)));
  }
  const csv = join(folder, `list-${rows}.csv`);
  if (existsSync(csv)) return;
  writeWhole(csv, (write) => {
    write(Buffer.from('URL,TEXT,WIDTH,HEIGHT,similarity,LICENSE,key\n'));
    for (let index = 0; index < rows; index += 1) {
      const row = rowAt(index);
      const fields = [row.url, `"${row.caption}"`, row.width, row.height, row.similarity, row.licence, row.key];
      write(Buffer.from(`${fields.join(',')}\n`));
    }
  });
};

const writeWhole = (path: string, fill: (write: (bytes: Uint8Array) => void) => void): void => {
  const file = openSync(`${path}.part`, 'w');
  fill((bytes) => writeSync(file, bytes));
  closeSync(file);
  renameSync(`${path}.part`, path);
};

type Measured = { readonly seconds: number; readonly count: number; readonly peaks: Readonly<Record<string, number>> };

const peakMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

const context: SourceContext = {
  getJson: async () => ({ body: null, headers: {} }),
  postForm: async () => ({ body: null, headers: {} }),
  setting: () => undefined,
  signal: new AbortController().signal,
  now: () => new Date(0),
  openInput: async (path) => createReadStream(path, { highWaterMark: 256 * 1024 }),
  stage: async () => ({ sha256: '', bytes: 0 }),
};

const readPages = async (file: string): Promise<Measured> => {
  const marks = [rows / 10, rows / 2, rows];
  const peaks: Record<string, number> = {};
  const start = performance.now();
  let count = 0;
  for await (const page of urlListSource.discover({ query: file, licences: { kind: 'any' } }, context)) {
    count += page.candidates.length + page.dropped.length;
    while (marks[0] !== undefined && count >= marks[0]) peaks[String(marks.shift())] = peakMiB();
  }
  return { seconds: (performance.now() - start) / 1000, count, peaks };
};

const readBareParquet = async (path: string): Promise<Measured> => {
  const start = performance.now();
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let values = 0;
  await parquetRead({ file, metadata, compressors, onChunk: (chunk) => (values += chunk.columnData.length) });
  const seconds = (performance.now() - start) / 1000;
  return { seconds, count: values / 7, peaks: { [rows]: peakMiB() } };
};

const readBareCsv = async (path: string): Promise<Measured> => {
  const start = performance.now();
  let carry = '';
  let lines = -1;
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const parts = (carry + String(chunk)).split('\n');
    carry = parts.pop() ?? '';
    lines += parts.length;
  }
  return { seconds: (performance.now() - start) / 1000, count: lines, peaks: { [rows]: peakMiB() } };
};

const tasks: Readonly<Record<string, (file: string) => Promise<Measured>>> = {
  pages: readPages,
  'bare-parquet': readBareParquet,
  'bare-csv': readBareCsv,
};

const inOwnProcess = (task: string, file: string): Measured => {
  const arguments_ = [import.meta.filename, '--rows', String(rows), '--task', task, '--file', file];
  const output: Measured = JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' }));
  if (output.count !== rows) throw new Error(`${task} read ${output.count} of ${rows} rows.`);
  return output;
};

const report = (format: 'parquet' | 'csv', limitName: string): void => {
  const file = join(folder, `list-${rows}.${format}`);
  const limit = inOwnProcess(`bare-${format}`, file);
  const own = inOwnProcess('pages', file);
  const rate = (measured: Measured): string => Math.round(rows / measured.seconds).toLocaleString('en');
  const peaks = Object.entries(own.peaks).map(([at, mib]) => `${Number(at).toLocaleString('en')}: ${mib} MiB`);
  console.log(`${format} (${Math.round(statSync(file).size / 1024 ** 2)} MiB, ${rows.toLocaleString('en')} rows)`);
  console.log(`  pages of candidates  ${rate(own)} rows/s`);
  console.log(`  ${limitName.padEnd(19)}  ${rate(limit)} rows/s, peak ${limit.peaks[rows] ?? 0} MiB`);
  console.log(`  ratio                ${(limit.seconds / own.seconds).toFixed(2)}`);
  console.log(`  peak memory after    ${peaks.join(', ')}`);
};

if (options.task === 'write') writeLists();
else if (options.task !== undefined) {
  const task = tasks[options.task];
  if (task === undefined || options.file === undefined) throw new Error('Unknown task.');
  console.log(JSON.stringify(await task(options.file)));
} else {
  execFileSync(process.execPath, [
    '--max-old-space-size=6144',
    import.meta.filename,
    '--rows',
    String(rows),
    '--task',
    'write',
  ]);
  report('parquet', 'bare hyparquet read');
  report('csv', 'bare split in lines');
}
