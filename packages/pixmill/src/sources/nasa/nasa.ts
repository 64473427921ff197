import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { getAnswer, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { itemPage, keywordOf, type SourceItem } from '../service/item-page.ts';
import { countOf, fieldsOf, listOf, objectsOf, textOf, type Fields } from '../service/json-fields.ts';
import { bestRendition, hasCanonical, linkedRenditions, nasaAddress, nasaImage, type Rendition } from './nasa-image.ts';

const INFO: SourceInfo = {
  id: 'nasa',
  title: 'NASA images',
  homepage: 'https://images.nasa.gov',
  kind: 'search',
  tier: 'default',
  preset: 'space',
  official: true,
  keys: [],
  pacing: { minIntervalMs: 500, requestsPerDay: null },
  licenceQuality: 'one guideline for the whole source, no licence per image',
  baseUrlSetting: 'NASA_URL',
  termsCheckedOn: '2026-11-20',
};

const SERVICE = 'https://images-api.nasa.gov';
const PAGE_SIZE = 100;
/** Deeper pages are refused. */
const WINDOW = 10_000;

/** The files of an older result, which names a preview only. */
const assetRenditions = async (context: SourceContext, id: string): Promise<Rendition[]> => {
  const url = serviceUrl(INFO, context, `${SERVICE}/asset/${encodeURIComponent(id)}`);
  try {
    const collection = fieldsOf(fieldsOf((await getAnswer(INFO, context, url)).body)?.['collection']);
    if (listOf(collection?.['items']) === null) throw notUnderstood(INFO, 'the asset has no list of items');
    return objectsOf(collection?.['items']).flatMap((item) => {
      const address = nasaAddress(item['href']);
      return address === undefined ? [] : [{ url: address }];
    });
  } catch (error) {
    if (error instanceof PixmillError && error.details['httpStatus'] === 404) return [];
    throw error;
  }
};

const readItem = async (context: SourceContext, item: Fields): Promise<SourceItem | null> => {
  const linked = linkedRenditions(item);
  const id = textOf(objectsOf(item['data'])[0]?.['nasa_id']);
  const renditions = hasCanonical(item) || id === undefined ? linked : await assetRenditions(context, id);
  return nasaImage(item, bestRendition(renditions));
};

async function* discover(request: SourceRequest, context: SourceContext): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  if (request.licences.kind !== 'any') {
    const notice = 'NASA states no licence for single images, so none of them is among the licences asked for.';
    yield { candidates: [], dropped: [], cursor: null, notices: [notice] };
    return;
  }
  for (let page = countOf(fieldsOf(request.cursor)?.['page']) ?? 1; ; page += 1) {
    const parameters = { q: keyword, media_type: 'image', page, page_size: PAGE_SIZE };
    const url = serviceUrl(INFO, context, `${SERVICE}/search`, parameters);
    const collection = fieldsOf(fieldsOf((await getAnswer(INFO, context, url)).body)?.['collection']);
    const results = listOf(collection?.['items']);
    const total = countOf(fieldsOf(collection?.['metadata'])?.['total_hits']);
    if (results === null) throw notUnderstood(INFO, 'there is no list of items');
    if (total === undefined) throw notUnderstood(INFO, 'there is no total_hits');
    if (results.length === 0 && total > 0 && page === 1)
      throw notUnderstood(INFO, 'there are no items, but total_hits is not 0');

    const items: SourceItem[] = [];
    for (const result of objectsOf(results)) {
      const item = await readItem(context, result);
      if (item !== null) items.push(item);
    }
    const hasNext = objectsOf(collection?.['links']).some((link) => textOf(link['rel']) === 'next');
    const isLast = !hasNext || results.length === 0 || page * PAGE_SIZE >= WINDOW;
    yield itemPage({ info: INFO, request, context, items, cursor: isLast ? null : { page: page + 1 } });
    if (isLast) return;
  }
}

/** NASA Image and Video Library (https://images-api.nasa.gov): pictures under one source-wide guideline; no key. */
export const nasa: Source = {
  info: INFO,
  capabilities: { paging: 'page', maxPageSize: PAGE_SIZE, maxResults: WINDOW, filters: [] },
  discover,
};
