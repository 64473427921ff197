import { acceptsLicence } from '../library/accepts-licence.ts';
import type { Candidate, CandidateClaims, Json } from '../library/candidate.ts';
import type { LicenceFilter } from '../library/licence-filter.ts';
import type { DroppedItem } from '../library/source.ts';
import { cellText, webAddress } from './cell-text.ts';
import { cleanText, jsonValue } from './json-value.ts';
import { statedLicence } from './stated-licence.ts';
import type { ColumnRole, ColumnRoles } from './list-columns.ts';
import type { RowBatch } from './list-reader.ts';

const MAX_URL_LENGTH = 2_048;
/** A row with a list of addresses yields one candidate for each of the first so many. */
const MAX_URLS_OF_ROW = 100;

/** What a row needs besides itself to become a candidate. */
export type RowContext = {
  /** Put before `row-<n>`: empty, or what tells this list from the others of a folder. */
  readonly itemPrefix: string;
  readonly licences: LicenceFilter;
  readonly retrievedAt: string;
};

/** Turns the rows of one batch into candidates and dropped items; every row becomes at least one of them. */
export const mapBatch = (
  batch: RowBatch,
  roles: ColumnRoles,
  context: RowContext,
): { readonly candidates: readonly Candidate[]; readonly dropped: readonly DroppedItem[] } => {
  const candidates: Candidate[] = [];
  const dropped: DroppedItem[] = [];
  const columns = locateColumns(batch.columns, roles);
  for (let index = 0; index < batch.length; index += 1) {
    const number = batch.rowNumber(index);
    const cell = columns.url === -1 ? undefined : batch.value(index, columns.url);
    const urls = Array.isArray(cell) && cell.length > 0 ? cell.slice(0, MAX_URLS_OF_ROW) : [cell];
    for (const [part, url] of urls.entries()) {
      const id = `${context.itemPrefix}row-${number}${part === 0 ? '' : `.${part + 1}`}`;
      const item = mapRow({ batch, index, columns, id, url, place: `row ${number}`, context });
      if ('code' in item) dropped.push(item);
      else candidates.push(item);
    }
  }
  for (const { row, code, detail } of batch.unreadable) {
    dropped.push({ sourceItemId: `${context.itemPrefix}row-${row}`, url: null, outcome: 'failed', code, detail });
  }
  return { candidates, dropped };
};

type LocatedColumns = { readonly [Role in ColumnRole]: number } & {
  /** Columns without a meaning of their own. */
  readonly others: readonly { readonly index: number; readonly name: string }[];
};

/** Columns whose meaning a candidate does not carry elsewhere stay in its metadata too. */
const KEPT_AS_METADATA: ReadonlySet<ColumnRole> = new Set(['width', 'height', 'sha256', 'md5']);

const locateColumns = (columns: readonly string[], roles: ColumnRoles): LocatedColumns => {
  const at = (role: ColumnRole): number => {
    const name = roles[role];
    return name === undefined ? -1 : columns.indexOf(name);
  };
  const meant = new Set<string>();
  for (const [role, name] of Object.entries(roles)) {
    if (![...KEPT_AS_METADATA].some((kept) => kept === role)) meant.add(name);
  }
  return {
    url: at('url'),
    caption: at('caption'),
    label: at('label'),
    title: at('title'),
    creator: at('creator'),
    creatorUrl: at('creatorUrl'),
    licence: at('licence'),
    licenceUrl: at('licenceUrl'),
    pageUrl: at('pageUrl'),
    width: at('width'),
    height: at('height'),
    sha256: at('sha256'),
    md5: at('md5'),
    others: columns.flatMap((name, index) => (meant.has(name) ? [] : [{ index, name: cleanText(name) }])),
  };
};

const mapRow = (row: {
  readonly batch: RowBatch;
  readonly index: number;
  readonly columns: LocatedColumns;
  readonly id: string;
  readonly url: unknown;
  readonly place: string;
  readonly context: RowContext;
}): Candidate | DroppedItem => {
  const { batch, index, columns, id, context } = row;
  const given = typeof row.url === 'string' ? row.url.trim() : '';
  const read = readUrl(given);
  if (typeof read === 'object') {
    const url = given === '' ? null : cleanText(given.slice(0, 200));
    return { sourceItemId: id, url, ...read, detail: row.place };
  }
  const text = (column: number): string | undefined => cellText(column === -1 ? undefined : batch.value(index, column));
  const licence = statedLicence(text(columns.licence), text(columns.licenceUrl));
  if (!acceptsLicence(context.licences, licence)) {
    return { sourceItemId: id, url: read, outcome: 'rejected', code: 'source.licence_not_accepted', detail: row.place };
  }
  const caption = text(columns.caption);
  const title = text(columns.title);
  const creator = text(columns.creator);
  const creatorUrl = webAddress(text(columns.creatorUrl));
  const pageUrl = webAddress(text(columns.pageUrl));
  const claims = claimsOf(text, columns);
  const metadata = metadataOf(batch, index, columns);
  // Assigned one by one: a list has millions of rows, and spreading costs a tenth of all time.
  const candidate: Draft = {
    source: 'url-list',
    sourceItemId: id,
    location: { kind: 'url', url: read },
    label: text(columns.label)?.slice(0, 200) ?? null,
    licence,
    retrievedAt: context.retrievedAt,
  };
  if (caption !== undefined) candidate.caption = caption;
  if (title !== undefined) candidate.title = title;
  if (creator !== undefined) candidate.creator = creator;
  if (creatorUrl !== undefined) candidate.creatorUrl = creatorUrl;
  if (pageUrl !== undefined) candidate.pageUrl = pageUrl;
  if (claims !== undefined) candidate.claims = claims;
  if (metadata !== undefined) candidate.metadata = metadata;
  return candidate;
};

type Draft = { -readonly [Key in keyof Candidate]: Candidate[Key] };

/** The address as WHATWG writes it, or why it is none. */
const readUrl = (text: string): string | Pick<DroppedItem, 'code' | 'outcome'> => {
  if (text === '') return { outcome: 'rejected', code: 'input.no_url' };
  if (/^data:/i.test(text)) return { outcome: 'skipped', code: 'input.data_url' };
  if (text.length > MAX_URL_LENGTH) return { outcome: 'rejected', code: 'input.url_too_long' };
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return { outcome: 'rejected', code: 'source.bad_url' };
  }
  return url.href.length > MAX_URL_LENGTH ? { outcome: 'rejected', code: 'input.url_too_long' } : url.href;
};

const claimsOf = (
  text: (column: number) => string | undefined,
  columns: LocatedColumns,
): CandidateClaims | undefined => {
  if (columns.width + columns.height + columns.sha256 + columns.md5 === -4) return undefined;
  const width = pixels(text(columns.width));
  const height = pixels(text(columns.height));
  const hash = hashOf('sha256', 64, text(columns.sha256)) ?? hashOf('md5', 32, text(columns.md5));
  return {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(hash === undefined ? {} : { hash }),
  };
};

const pixels = (text: string | undefined): number | undefined => {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : undefined;
};

const hashOf = (algorithm: 'sha256' | 'md5', digits: number, text: string | undefined): CandidateClaims['hash'] =>
  text !== undefined && text.length === digits && /^[0-9a-f]+$/i.test(text)
    ? { algorithm, hex: text.toLowerCase() }
    : undefined;

const metadataOf = (
  batch: RowBatch,
  index: number,
  columns: LocatedColumns,
): { readonly [key: string]: Json } | undefined => {
  const metadata: { [key: string]: Json } = {};
  let any = false;
  for (const { index: column, name } of columns.others) {
    const value = batch.value(index, column);
    if (value === undefined) continue;
    const json = jsonValue(value);
    // `__proto__` would set the prototype instead of a key.
    if (json === undefined || name === '__proto__') continue;
    metadata[name] = json;
    any = true;
  }
  return any ? metadata : undefined;
};
