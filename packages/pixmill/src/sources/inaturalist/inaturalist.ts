import { LICENCE_CODES } from '../../library/accepts-licence.ts';
import type { LicenceFilter } from '../../library/licence-filter.ts';
import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { getAnswer, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { itemPage, keywordOf } from '../service/item-page.ts';
import { countOf, fieldsOf, listOf, objectsOf } from '../service/json-fields.ts';
import { inaturalistPhotos } from './inaturalist-photo.ts';
import { findTaxon } from './inaturalist-taxon.ts';

const INFO: SourceInfo = {
  id: 'inaturalist',
  title: 'iNaturalist',
  homepage: 'https://www.inaturalist.org',
  kind: 'search',
  tier: 'default',
  preset: 'nature',
  official: true,
  keys: [],
  pacing: { minIntervalMs: 1000, requestsPerDay: 10_000 },
  licenceQuality: 'per photo, without version',
  baseUrlSetting: 'INATURALIST_URL',
  termsCheckedOn: '2026-11-20',
};

const PAGE_SIZE = 200;
/** Above this many photos the service asks to use its open-data bucket. */
const BULK = 5000;

/** Codes as the service writes them; it has no public domain mark. `null` when none of those wanted exists there. */
const licenceParameters = (filter: LicenceFilter): Record<string, string> | null => {
  if (filter.kind === 'any') return { photo_licensed: 'true' };
  const wanted = filter.kind === 'list' ? filter.codes : LICENCE_CODES.filter((code) => !code.includes('nc'));
  const codes = wanted.filter((code) => code !== 'pdm').map((code) => (code === 'cc0' ? code : `cc-${code}`));
  return codes.length === 0 ? null : { photo_license: codes.join(',') };
};

const nothing = (...notices: string[]): CandidatePage => ({ candidates: [], dropped: [], cursor: null, notices });

async function* discover(request: SourceRequest, context: SourceContext): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  const licences = licenceParameters(request.licences);
  if (licences === null) {
    yield nothing('iNaturalist has no photos under the licences asked for.');
    return;
  }
  const notices: string[] = [];
  const cursor = fieldsOf(request.cursor);
  let taxonId = countOf(cursor?.['taxon']);
  let above = countOf(cursor?.['above']) ?? 0;
  if (taxonId === undefined) {
    const taxon = await findTaxon(INFO, context, keyword);
    if (taxon === null) {
      yield nothing(`iNaturalist knows no living thing called "${keyword}".`);
      return;
    }
    taxonId = taxon.id;
    if (taxon.name.toLowerCase() !== keyword.toLowerCase()) {
      notices.push(`iNaturalist takes "${keyword}" for ${taxon.name}.`);
    }
  }

  for (;;) {
    const url = serviceUrl(INFO, context, 'https://api.inaturalist.org/v1/observations', {
      taxon_id: taxonId,
      photos: 'true',
      ...licences,
      quality_grade: 'research',
      per_page: PAGE_SIZE,
      order_by: 'id',
      order: 'asc',
      id_above: above,
    });
    const body = fieldsOf((await getAnswer(INFO, context, url)).body);
    const total = countOf(body?.['total_results']);
    if (listOf(body?.['results']) === null) throw notUnderstood(INFO, 'there is no results list');
    if (total === undefined) throw notUnderstood(INFO, 'there is no total_results');
    const observations = objectsOf(body?.['results']);
    if (observations.length === 0 && total !== 0 && above === 0) {
      throw notUnderstood(INFO, 'there are no results, but total_results is not 0');
    }
    const ids = observations.map((observation) => countOf(observation['id'])).filter((id) => id !== undefined);
    if (ids.length === 0 && observations.length > 0) throw notUnderstood(INFO, 'the observations have no id');
    const last = Math.max(above, ...ids);
    if (observations.length > 0 && last <= above) throw notUnderstood(INFO, 'id_above is not honoured');
    if (request.cursor === undefined && above === 0 && total > BULK) {
      notices.push(
        `iNaturalist has ${total} observations; for more than a few thousand it asks to use its open-data bucket.`,
      );
    }
    above = last;

    // The total counts what is above id_above, so it is what is left.
    const isLast = observations.length === 0 || observations.length >= total;
    const items = observations.flatMap((observation) => inaturalistPhotos(observation));
    const next = isLast ? null : { taxon: taxonId, above };
    yield itemPage({ info: INFO, request, context, items, cursor: next, notices: notices.splice(0) });
    if (isLast) return;
  }
}

/** iNaturalist (https://api.inaturalist.org/v1): photos of living things by research-grade observation; no key. */
export const inaturalist: Source = {
  info: INFO,
  capabilities: { paging: 'cursor', maxPageSize: PAGE_SIZE, filters: ['licence'] },
  discover,
};
