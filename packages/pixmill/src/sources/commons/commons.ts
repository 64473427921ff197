import type { Json } from '../../library/candidate.ts';
import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { getAnswer, notUnderstood, rateLimited, serviceUrl, type Answer } from '../service/ask-service.ts';
import { itemPage, keywordOf } from '../service/item-page.ts';
import { fieldsOf, listOf, numberOf, objectsOf, textOf, type Fields } from '../service/json-fields.ts';
import { retryAfterOf } from '../service/retry-after.ts';
import { sourceError } from '../source.errors.ts';
import { commonsFile, THUMBNAIL_WIDTH } from './commons-file.ts';

const INFO: SourceInfo = {
  id: 'commons',
  title: 'Wikimedia Commons',
  homepage: 'https://commons.wikimedia.org',
  kind: 'search',
  tier: 'default',
  preset: 'general',
  official: true,
  keys: [],
  optionalKeys: ['WIKIMEDIA_ACCESS_TOKEN'],
  pacing: { minIntervalMs: 500, requestsPerDay: null },
  licenceQuality: 'per image, with the richest metadata',
  baseUrlSetting: 'COMMONS_URL',
  termsCheckedOn: '2026-11-20',
};

/** Image information is expensive to the service: 20 to 50 files a request is what it asks for. */
const PAGE_SIZE = 50;
/** CirrusSearch does not go deeper. */
const WINDOW = 10_000;
/** Requests that one batch of files may take until its information is complete. */
const MOST_PARTS = 20;

const PARAMETERS = {
  action: 'query',
  format: 'json',
  formatversion: '2',
  maxlag: '5',
  generator: 'search',
  gsrnamespace: '6',
  gsrlimit: String(PAGE_SIZE),
  prop: 'imageinfo',
  iiprop: 'url|size|mime|sha1|user|timestamp|extmetadata',
  iiurlwidth: String(THUMBNAIL_WIDTH),
  iiextmetadatalanguage: 'en',
  iiextmetadatafilter:
    'LicenseShortName|License|LicenseUrl|UsageTerms|AttributionRequired|Copyrighted|Restrictions|Artist|Credit|Attribution|ObjectName|ImageDescription|NonFree',
};

/** The parameters that go on; only plain values are sent back. */
const continuationOf = (value: unknown): Readonly<Record<string, string>> | null => {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const entries = Object.entries(fields).map(([name, part]) => [name, textOf(part, 2000) ?? ''] as const);
  return Object.fromEntries(entries);
};

/** Errors come with HTTP 200 (https://www.mediawiki.org/wiki/API:Errors_and_warnings). */
const throwIfError = ({ body, headers }: Answer, context: SourceContext): void => {
  const error = fieldsOf(fieldsOf(body)?.['error']);
  if (error === null) return;
  const code = textOf(error['code'], 100) ?? 'unknown';
  if (code === 'maxlag' || code === 'ratelimited') {
    const lagMs = (numberOf(error['lag']) ?? 5) * 1000;
    throw rateLimited(INFO, retryAfterOf(headers, context.now()) ?? lagMs);
  }
  if (/^(?:readonly$|internal_api_error)|too-busy|timeout/.test(code)) {
    throw sourceError('source.unreachable', { source: INFO.title, reason: code, retryAfterMs: null });
  }
  if (code === 'mwoauth-invalid-authorization') {
    throw sourceError('source.key_rejected', { source: INFO.title, key: 'WIKIMEDIA_ACCESS_TOKEN' });
  }
  throw sourceError('source.refused', { source: INFO.title, reason: `${code}: ${textOf(error['info'], 300) ?? ''}` });
};

type Batch = { readonly pages: readonly Fields[]; readonly next: Readonly<Record<string, string>> | null };

/** Reads one batch of files whole: their information may be spread over several answers. */
const readBatch = async (
  keyword: string,
  from: Readonly<Record<string, string>>,
  context: SourceContext,
): Promise<Batch> => {
  const token = context.setting('WIKIMEDIA_ACCESS_TOKEN');
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const pages = new Map<string, Fields>();
  let continuation = from;
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const url = serviceUrl(INFO, context, 'https://commons.wikimedia.org/w/api.php', {
      ...PARAMETERS,
      gsrsearch: `${keyword} filetype:bitmap`,
      ...continuation,
    });
    const answer = await getAnswer(INFO, context, url, headers);
    throwIfError(answer, context);
    const body = fieldsOf(answer.body);
    const query = fieldsOf(body?.['query']);
    const next = continuationOf(body?.['continue']);
    const saysComplete = body !== null && 'batchcomplete' in body;
    // Without hits there are no pages, but the batch says that it is complete.
    if (listOf(query?.['pages']) === null && (!saysComplete || query?.['pages'] !== undefined)) {
      throw notUnderstood(INFO, 'there is neither a list of pages nor batchcomplete');
    }
    for (const page of objectsOf(query?.['pages'])) {
      const id = textOf(page['pageid']) ?? '';
      pages.set(id, { ...pages.get(id), ...page });
    }
    const isComplete = saysComplete || [...pages.values()].every((page) => listOf(page['imageinfo']) !== null);
    if (isComplete || next === null) return { pages: [...pages.values()], next };
    continuation = next;
  }
  throw notUnderstood(INFO, `a batch of files is not complete after ${MOST_PARTS} answers`);
};

const byIndex = (one: Fields, other: Fields): number =>
  (numberOf(one['index']) ?? Number.MAX_SAFE_INTEGER) - (numberOf(other['index']) ?? Number.MAX_SAFE_INTEGER);

async function* discover(request: SourceRequest, context: SourceContext): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  let from = continuationOf(request.cursor) ?? {};
  for (;;) {
    const { pages, next } = await readBatch(keyword, from, context);
    const items = pages
      .toSorted(byIndex)
      .map((page) => commonsFile(page))
      .filter((item) => item !== null);
    const cursor: Json = next;
    yield itemPage({ info: INFO, request, context, items, cursor });
    if (next === null) return;
    from = next;
  }
}

/** Wikimedia Commons (https://commons.wikimedia.org/w/api.php): free media of many kinds; works without a key. */
export const commons: Source = {
  info: INFO,
  capabilities: { paging: 'cursor', maxPageSize: PAGE_SIZE, maxResults: WINDOW, filters: ['licence'] },
  discover,
};
