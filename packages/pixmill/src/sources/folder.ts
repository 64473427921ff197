import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sniffFormat } from '../imaging/sniff-format.ts';
import { acceptsLicence } from '../library/accepts-licence.ts';
import type { Candidate } from '../library/candidate.ts';
import type { CandidatePage, DroppedItem, Source, SourceContext, SourceRequest } from '../library/source.ts';
import { isImageExtension, parseFileName } from './file-names.ts';
import { lookAtFile, walkFolder } from './folder-walk.ts';
import type { WalkedFile } from './folder-walk.ts';
import { inputError } from './inputs.errors.ts';
import { cleanText } from './json-value.ts';
import { markLastPage } from './last-page.ts';
import { jsonField } from './list-reader.ts';
import { readFileStart } from './plain-file.ts';
import { inputFileError } from './random-access.ts';
import { describeBySideCars, MAX_SIDE_CAR_BYTES } from './side-cars.ts';
import type { SideCars } from './side-cars.ts';

const PAGE = 1_000;

/** The files of a folder and its sub-folders, with the folder that a file lies in as its label; or one image file alone. */
export const folderSource: Source = {
  info: {
    id: 'folder',
    title: 'Local folder',
    homepage: 'https://docs.pytorch.org/vision/main/generated/torchvision.datasets.ImageFolder.html',
    kind: 'input',
    tier: 'default',
    preset: 'general',
    official: true,
    keys: [],
    licenceQuality: 'as a side-car states it; unknown otherwise',
    termsCheckedOn: '2026-11-20',
  },
  capabilities: { paging: 'cursor', maxPageSize: PAGE, filters: ['licence'] },
  discover: (request, context) => markLastPage(discover(request, context)),
};

const discover = async function* (request: SourceRequest, context: SourceContext): AsyncIterable<CandidatePage> {
  const { root, only } = await openRoot(request.query);
  const after = afterOf(request);
  let candidates: Candidate[] = [];
  let dropped: DroppedItem[] = [];
  let last = after;
  for await (const file of only ?? walkFolder({ root, after, signal: context.signal })) {
    const item = await itemOf(file, root, request, context);
    if ('code' in item) dropped.push(item);
    else candidates.push(item);
    last = file.path;
    if (candidates.length + dropped.length === PAGE) {
      yield { candidates, dropped, cursor: { after: last }, notices: [] };
      candidates = [];
      dropped = [];
    }
  }
  if (last === undefined) throw inputError('input.empty', { path: request.query });
  yield { candidates, dropped, cursor: { after: last }, notices: [] };
};

const afterOf = (request: SourceRequest): string | undefined => {
  if (request.cursor === undefined) return undefined;
  const after = jsonField(request.cursor, 'after');
  if (typeof after !== 'string') throw inputError('input.bad_cursor', { path: request.query });
  return after;
};

/** The folder to walk; for a single image file that a person names, its folder and the file alone. */
const openRoot = async (path: string): Promise<{ root: string; only?: readonly WalkedFile[] }> => {
  try {
    const root = await realpath(path);
    const found = await stat(root);
    if (found.isDirectory()) return { root };
    if (found.isFile() && (await isImageFile(root))) return { root: dirname(root), only: [await lookAtFile(root)] };
  } catch (error) {
    throw inputFileError(error, path);
  }
  throw inputError('input.unknown_format', { path });
};

const isImageFile = async (path: string): Promise<boolean> =>
  isImageExtension(parseFileName(path).extension) || sniffFormat(await readFileStart(path, 4096)).kind === 'image';

const itemOf = async (
  file: WalkedFile,
  root: string,
  request: SourceRequest,
  context: SourceContext,
): Promise<Candidate | DroppedItem> => {
  const sourceItemId = cleanText(file.path);
  const drop = (outcome: DroppedItem['outcome'], code: string, detail: string): DroppedItem => ({
    sourceItemId,
    url: null,
    outcome,
    code,
    detail,
  });
  if (file.kind === 'fault') return drop('skipped', file.code, file.detail);
  const { base, extension, folder } = parseFileName(file.path);
  if (!isImageExtension(extension)) {
    const head = await readFileStart(file.realPath, 4096).catch(() => undefined);
    if (head === undefined) return drop('failed', 'input.file_unreadable', base);
    const { kind, name } = sniffFormat(head);
    if (kind !== 'image') return drop('skipped', 'input.not_an_image', cleanText(`${base}: ${name}`));
  }
  const described = describeBySideCars(await readSideCars(file.sideCars), folder === null ? null : cleanText(folder));
  if (!acceptsLicence(request.licences, described.licence)) {
    return drop('rejected', 'source.licence_not_accepted', cleanText(base));
  }
  return {
    source: 'folder',
    sourceItemId,
    location: { kind: 'file', path: file.realPath, root },
    originalName: cleanText(base),
    retrievedAt: context.now().toISOString(),
    ...described,
  };
};

const readSideCars = async (paths: Extract<WalkedFile, { kind: 'file' }>['sideCars']): Promise<SideCars> => {
  const read: { -readonly [Kind in keyof SideCars]: SideCars[Kind] } = {};
  for (const kind of ['txt', 'json', 'cls'] as const) {
    const path = paths[kind];
    const bytes = path === undefined ? undefined : await readFileStart(path, MAX_SIDE_CAR_BYTES).catch(() => undefined);
    if (bytes !== undefined) read[kind] = bytes;
  }
  return read;
};
