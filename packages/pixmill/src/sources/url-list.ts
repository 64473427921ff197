import type { Json } from '../library/candidate.ts';
import type { CandidatePage, Source, SourceContext, SourceRequest } from '../library/source.ts';
import { openUnpacked, peekBytes } from './input-bytes.ts';
import { inputError } from './inputs.errors.ts';
import { isRole, resolveColumns } from './list-columns.ts';
import type { ColumnRole, ColumnRoles } from './list-columns.ts';
import { markLastPage } from './last-page.ts';
import { listFormatOfContent, listFormatOfName, TEXT_READERS } from './list-format.ts';
import type { RowBatch } from './list-reader.ts';
import { BATCH_ROWS, jsonField } from './list-reader.ts';
import { readParquet } from './list-parquet.ts';
import { mapBatch } from './list-row.ts';
import { isWebInput } from './random-access.ts';
import { listFiles } from './url-list-files.ts';
import type { ListFile } from './url-list-files.ts';

/** Lists of addresses that a person names: txt, csv, tsv, json, jsonl and parquet, also as `.gz`, also a folder of them. */
export const urlListSource: Source = {
  info: {
    id: 'url-list',
    title: 'URL list',
    homepage: 'https://github.com/rom1504/img2dataset#input-format',
    kind: 'input',
    tier: 'default',
    preset: 'general',
    official: true,
    keys: [],
    licenceQuality: 'as the list states it for each row; unknown otherwise',
    termsCheckedOn: '2026-11-20',
  },
  capabilities: { paging: 'cursor', maxPageSize: BATCH_ROWS, filters: ['licence'] },
  discover: (request, context) => markLastPage(discover(request, context)),
};

const discover = async function* (request: SourceRequest, context: SourceContext): AsyncIterable<CandidatePage> {
  const from = readCursor(request.cursor, request.query);
  for (const file of await listFiles(request.query)) {
    // Lists of a folder are read by name: those before the one to go on in are done.
    if (from !== undefined && file.name !== null && from.file !== null && file.name < from.file) continue;
    const inFile = from !== undefined && (file.name === null || file.name === from.file) ? from : undefined;
    yield* pagesOf(file, inFile, request, context);
  }
};

const pagesOf = async function* (
  file: ListFile,
  from: ListCursor | undefined,
  request: SourceRequest,
  context: SourceContext,
): AsyncIterable<CandidatePage> {
  let roles = from?.roles;
  for await (const batch of batchesOf(file.path, from?.position, context)) {
    context.signal.throwIfAborted();
    let notices: readonly string[] = [];
    // What is not a table (all of it unreadable so far) does not say yet which columns there are.
    if (roles === undefined && batch.length > 0) {
      ({ roles, notices } = resolveColumns(batch.columns, request.columns ?? {}, file.path));
    }
    const items = mapBatch(batch, roles ?? {}, {
      itemPrefix: file.name === null ? '' : `${file.name}#`,
      licences: request.licences,
      retrievedAt: context.now().toISOString(),
    });
    yield { ...items, cursor: { file: file.name, position: batch.next, columns: roles ?? null }, notices };
  }
};

const batchesOf = async function* (
  path: string,
  position: Json | undefined,
  context: SourceContext,
): AsyncIterable<RowBatch> {
  context.signal.throwIfAborted();
  const promised = listFormatOfName(path);
  if (promised === 'parquet' && !isWebInput(path)) {
    yield* readParquet({ path, context }, position);
    return;
  }
  const { head, whole } = await peekBytes(await openUnpacked(path, context), 4096);
  const shown = listFormatOfContent(head);
  const format = shown === 'parquet' ? shown : (promised ?? shown);
  if (head.length === 0) throw inputError('input.empty', { path });
  if (format === undefined || (shown === undefined && head.includes(0))) {
    throw inputError('input.unknown_format', { path });
  }
  if (format === 'parquet') {
    // Closes the stream: this format is read from its end.
    for await (const _ of whole) break;
    yield* readParquet({ path, context }, position);
  } else yield* TEXT_READERS[format]({ path, bytes: whole, context }, position);
};

type ListCursor = {
  readonly file: string | null;
  readonly position: Json;
  readonly roles: ColumnRoles | undefined;
};

const readCursor = (cursor: Json | undefined, path: string): ListCursor | undefined => {
  if (cursor === undefined) return undefined;
  const file = jsonField(cursor, 'file');
  const position = jsonField(cursor, 'position');
  const columns = jsonField(cursor, 'columns');
  if ((file !== null && typeof file !== 'string') || position === undefined || columns === undefined) {
    throw inputError('input.bad_cursor', { path });
  }
  return { file, position, roles: columns === null ? undefined : readRoles(columns) };
};

const readRoles = (columns: Json): ColumnRoles => {
  const roles: { [Role in ColumnRole]?: string } = {};
  for (const [role, column] of Object.entries(columns ?? {})) {
    if (isRole(role) && typeof column === 'string') roles[role] = column;
  }
  return roles;
};
