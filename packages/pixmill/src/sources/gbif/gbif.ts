import type { LicenceFilter } from '../../library/licence-filter.ts';
import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { getAnswer, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { itemPage, keywordOf } from '../service/item-page.ts';
import { countOf, fieldsOf, flagOf, listOf, objectsOf, sizeOf } from '../service/json-fields.ts';
import { gbifMedia } from './gbif-media.ts';
import { findGbifTaxon, type GbifTaxon } from './gbif-taxon.ts';

const INFO: SourceInfo = {
  id: 'gbif',
  title: 'GBIF',
  homepage: 'https://www.gbif.org',
  kind: 'search',
  tier: 'default',
  preset: 'nature',
  official: true,
  keys: [],
  pacing: { minIntervalMs: 1000, requestsPerDay: 10_000 },
  licenceQuality: 'per image, as free text of many publishers',
  baseUrlSetting: 'GBIF_URL',
  termsCheckedOn: '2026-11-20',
};

const PAGE_SIZE = 300;
/** Offsets from here on are restricted. */
const WINDOW = 10_000;

const RECORD_LICENCES: Readonly<Record<string, string>> = { cc0: 'CC0_1_0', by: 'CC_BY_4_0', 'by-nc': 'CC_BY_NC_4_0' };

/**
 * Narrows the records by their own licence, where every licence asked for exists among records; which pictures are
 * accepted is decided by their own licence afterwards.
 */
const recordLicences = (filter: LicenceFilter): string[] => {
  const codes = filter.kind === 'commercial' ? ['cc0', 'by'] : filter.kind === 'list' ? filter.codes : [];
  const licences = codes.map((code) => RECORD_LICENCES[code]).filter((licence) => licence !== undefined);
  return licences.length === codes.length ? licences : [];
};

const meaningOf = (keyword: string, { name, how }: GbifTaxon): string[] =>
  how === 'exact' ? [] : [`GBIF takes "${keyword}" for ${name} (${how === 'fuzzy' ? 'similar spelling' : how}).`];

async function* discover(request: SourceRequest, context: SourceContext): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  const notices: string[] = [];
  const cursor = fieldsOf(request.cursor);
  let taxonKey = countOf(cursor?.['taxon']);
  let offset = countOf(cursor?.['offset']) ?? 0;
  if (taxonKey === undefined) {
    const taxon = await findGbifTaxon(INFO, context, keyword);
    if (taxon === null) {
      const notice = `GBIF knows no living thing called "${keyword}"; scientific names work best.`;
      yield { candidates: [], dropped: [], cursor: null, notices: [notice] };
      return;
    }
    taxonKey = taxon.key;
    notices.push(...meaningOf(keyword, taxon));
  }

  for (;;) {
    const limit = Math.min(PAGE_SIZE, WINDOW - offset);
    const url = serviceUrl(INFO, context, 'https://api.gbif.org/v1/occurrence/search', {
      mediaType: 'StillImage',
      taxonKey,
      license: recordLicences(request.licences),
      limit,
      offset,
    });
    const body = fieldsOf((await getAnswer(INFO, context, url)).body);
    const isEnd = flagOf(body?.['endOfRecords']);
    if (listOf(body?.['results']) === null) throw notUnderstood(INFO, 'there is no results list');
    if (isEnd === undefined) throw notUnderstood(INFO, 'there is no endOfRecords');
    const records = objectsOf(body?.['results']);
    if (records.length === 0 && !isEnd)
      throw notUnderstood(INFO, 'there are no results, but it is not the end of records');

    // The service may give fewer than asked for, and says so.
    offset += Math.min(limit, sizeOf(body?.['limit']) ?? limit);
    const isLast = isEnd || offset >= WINDOW;
    if (isLast && !isEnd) notices.push(`GBIF shows the first ${WINDOW} records of a search only.`);
    const items = records.flatMap((record) => gbifMedia(record));
    const next = isLast ? null : { taxon: taxonKey, offset };
    yield itemPage({ info: INFO, request, context, items, cursor: next, notices: notices.splice(0) });
    if (isLast) return;
  }
}

/** GBIF (https://api.gbif.org/v1): pictures of biological records at many publishers; no key. */
export const gbif: Source = {
  info: INFO,
  capabilities: { paging: 'offset', maxPageSize: PAGE_SIZE, maxResults: WINDOW, filters: ['licence'] },
  discover,
};
