import type { LicenceFilter } from '../../library/licence-filter.ts';
import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { getAnswer, notUnderstood, serviceUrl, type Answer } from '../service/ask-service.ts';
import { itemPage, keywordOf } from '../service/item-page.ts';
import { countOf, fieldsOf, listOf, objectsOf } from '../service/json-fields.ts';
import { sourceError } from '../source.errors.ts';
import { createOpenverseAccess, type OpenverseAccess } from './openverse-access.ts';
import { openverseItem, openverseWarnings } from './openverse-item.ts';

const INFO: SourceInfo = {
  id: 'openverse',
  title: 'Openverse',
  homepage: 'https://openverse.org',
  kind: 'search',
  tier: 'default',
  preset: 'general',
  official: true,
  keys: [],
  optionalKeys: ['OPENVERSE_CLIENT_ID', 'OPENVERSE_CLIENT_SECRET'],
  pacing: { minIntervalMs: 3000, requestsPerDay: 200 },
  pacingWithKeys: { minIntervalMs: 600, requestsPerDay: 10_000 },
  licenceQuality: 'per image, Creative Commons and public domain only',
  baseUrlSetting: 'OPENVERSE_URL',
  termsCheckedOn: '2026-11-20',
};

/** More than this without a client is answered with 401. */
const ANONYMOUS_PAGE_SIZE = 20;
/** The documented maximum for clients is not known; this is well below what others report. */
const CLIENT_PAGE_SIZE = 50;
const LONGEST_QUERY = 200;
const WINDOW = 10_000;

const licenceParameters = (filter: LicenceFilter): Record<string, string> => {
  if (filter.kind === 'any') return {};
  // A space after a comma is answered with 400.
  return filter.kind === 'commercial' ? { license_type: 'commercial' } : { license: filter.codes.join(',') };
};

/** What is left of the day's requests, when the service says so. */
const requestsLeft = (headers: Answer['headers']): number | undefined => {
  const name = Object.keys(headers).find((key) => /^x-ratelimit-available-.*(?:sustained|daily|day)/i.test(key));
  return name === undefined ? undefined : countOf(headers[name]);
};

/** Asks once; a token that has ended before its time is renewed once, which settles whether the client is refused. */
const ask = async (
  access: OpenverseAccess,
  context: SourceContext,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> => {
  try {
    return await getAnswer(INFO, context, url, headers);
  } catch (error) {
    if (!(error instanceof PixmillError) || error.code !== 'source.key_rejected') throw error;
    return getAnswer(INFO, context, url, await access(INFO, context, { renew: true }));
  }
};

type ResultPage = {
  readonly results: readonly unknown[];
  readonly pageCount: number;
  readonly warnings: string[];
  readonly requestsLeft: number | undefined;
};

const readAnswer = ({ body, headers }: Answer): ResultPage => {
  const fields = fieldsOf(body);
  const results = listOf(fields?.['results']);
  const pageCount = countOf(fields?.['page_count']);
  if (results === null) throw notUnderstood(INFO, 'there is no results list');
  if (countOf(fields?.['result_count']) === undefined) throw notUnderstood(INFO, 'there is no result_count');
  if (pageCount === undefined) throw notUnderstood(INFO, 'there is no page_count');
  return { results, pageCount, warnings: openverseWarnings(fields?.['warnings']), requestsLeft: requestsLeft(headers) };
};

/** Whether the service refuses a deep page because nobody has signed in. */
const isDepthLimit = (error: unknown, page: number): boolean =>
  page > 1 && error instanceof PixmillError && error.code === 'source.blocked' && error.details['httpStatus'] === 401;

async function* discover(
  access: OpenverseAccess,
  request: SourceRequest,
  context: SourceContext,
): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  const notices: string[] = [];
  if (request.cursor === undefined && keyword.length > LONGEST_QUERY) {
    notices.push(`Openverse reads only the first ${LONGEST_QUERY} characters of a keyword.`);
  }
  // The place is counted in results, because the page size depends on whether a client is configured.
  let before = countOf(fieldsOf(request.cursor)?.['results']) ?? 0;

  for (;;) {
    const headers = await access(INFO, context);
    const size = 'authorization' in headers ? CLIENT_PAGE_SIZE : ANONYMOUS_PAGE_SIZE;
    const page = Math.floor(before / size) + 1;
    // No `mature` parameter: any value, even "false", would switch sensitive results on.
    const url = serviceUrl(INFO, context, 'https://api.openverse.org/v1/images/', {
      q: keyword.slice(0, LONGEST_QUERY),
      page,
      page_size: size,
      ...licenceParameters(request.licences),
    });
    let answer: Answer;
    try {
      answer = await ask(access, context, url, headers);
    } catch (error) {
      if (!isDepthLimit(error, page)) throw error;
      notices.push(`Openverse shows only ${before} results without OPENVERSE_CLIENT_ID and OPENVERSE_CLIENT_SECRET.`);
      yield { candidates: [], dropped: [], cursor: null, notices };
      return;
    }

    const { results, pageCount, warnings, requestsLeft: left } = readAnswer(answer);
    before = page * size;
    const isLast = page >= pageCount || before >= WINDOW;
    notices.push(...warnings);
    if (left !== undefined && left < 20) notices.push(`Openverse has ${left} requests left today.`);
    const items = objectsOf(results)
      .map((result) => openverseItem(result))
      .filter((item) => item !== null);
    const cursor = isLast ? null : { results: before };
    yield itemPage({ info: INFO, request, context, items, cursor, notices: notices.splice(0) });
    if (isLast) return;
    if (left === 0) throw sourceError('source.quota_exhausted', { source: INFO.title, wait: 'a day' });
  }
}

/** Openverse (https://api.openverse.org): openly licensed images of many collections; works without a key, better with. */
export const createOpenverse = (): Source => {
  const access = createOpenverseAccess();
  return {
    info: INFO,
    capabilities: { paging: 'page', maxPageSize: CLIENT_PAGE_SIZE, maxResults: WINDOW, filters: ['licence'] },
    discover: (request, context) => discover(access, request, context),
  };
};
