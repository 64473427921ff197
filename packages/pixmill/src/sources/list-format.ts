import type { RowReader } from './list-reader.ts';
import { readCsv } from './list-csv.ts';
import { readJson } from './list-json.ts';
import { readJsonl } from './list-jsonl.ts';
import { readTxt } from './list-txt.ts';

/** Formats of lists. Parquet is read at many places at once, the others from the beginning to the end. */
export type ListFormat = 'txt' | 'csv' | 'tsv' | 'json' | 'jsonl' | 'parquet';

/** Readers of the formats that are texts. */
export const TEXT_READERS: Readonly<Record<Exclude<ListFormat, 'parquet'>, RowReader>> = {
  txt: readTxt,
  csv: readCsv(','),
  tsv: readCsv('\t'),
  json: readJson,
  jsonl: readJsonl,
};

const EXTENSIONS: Readonly<Record<string, ListFormat>> = {
  txt: 'txt',
  lst: 'txt',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
  pq: 'parquet',
};

/** The last part of a path or of the path of a URL. */
export const baseNameOf = (pathOrUrl: string): string => {
  const url = /^https?:/i.test(pathOrUrl) ? URL.parse(pathOrUrl) : null;
  const path = url === null ? pathOrUrl : url.pathname;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
};

/** The format that a name promises, with or without `.gz`; `undefined` when it promises none. */
export const listFormatOfName = (pathOrUrl: string): ListFormat | undefined => {
  const name = baseNameOf(pathOrUrl).toLowerCase();
  const gz = /\.gz(?:ip)?$/.test(name);
  const extension = /\.([a-z]+)$/.exec(name.replace(/\.gz(?:ip)?$/, ''))?.[1] ?? '';
  const format = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  return gz && format === 'parquet' ? undefined : format;
};

/** The format that the first bytes (unpacked) show; `undefined` for what is no list. */
export const listFormatOfContent = (head: Uint8Array): ListFormat | undefined => {
  const bytes = Buffer.from(head);
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (bytes.includes(0) && !utf16) return undefined;
  const text = bytes
    .toString('utf8')
    .replaceAll(/[\0\uFEFF\uFFFD]/g, '')
    .trimStart();
  if (text.startsWith('[')) return 'json';
  // Also right for one record a line: values one after another are records.
  if (text.startsWith('{')) return 'json';
  const first = text.split(/[\r\n]/).find((line) => line.trim() !== '' && !line.startsWith('#'));
  if (first === undefined) return undefined;
  if (/^https?:\/\/\S+$/i.test(first.trim())) return 'txt';
  if (first.includes('\t')) return 'tsv';
  return /[,;|]/.test(first) && !first.startsWith('<') ? 'csv' : undefined;
};
