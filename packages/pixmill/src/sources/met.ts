import { acceptsLicence } from '../library/accepts-licence.ts';
import { parseLicence } from '../library/parse-licence.ts';
import type { CandidatePage, Source, SourceContext, SourceInfo, SourceRequest } from '../library/source.ts';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { getAnswer, notUnderstood, rateLimited, serviceUrl } from './service/ask-service.ts';
import { itemPage, keywordOf, type SourceItem } from './service/item-page.ts';
import { countOf, fieldsOf, flagOf, listOf, objectsOf, present, textOf, type Fields } from './service/json-fields.ts';
import { webAddress } from './service/web-address.ts';

const INFO: SourceInfo = {
  id: 'met',
  title: 'The Met',
  homepage: 'https://www.metmuseum.org/art/collection',
  kind: 'search',
  tier: 'default',
  preset: 'art',
  official: true,
  keys: [],
  // 80 a second are documented, but the edge refuses after some thirty fast ones.
  pacing: { minIntervalMs: 1000, requestsPerDay: null },
  licenceQuality: 'CC0 per object',
  baseUrlSetting: 'MET_URL',
  termsCheckedOn: '2026-11-20',
};

const SERVICE = 'https://collectionapi.metmuseum.org/public/collection/v1';
/** Objects are asked for one at a time; a page ends after so many. */
const PAGE_SIZE = 10;
const CC0 = parseLicence({ url: 'https://creativecommons.org/publicdomain/zero/1.0/', confidence: 'per-item' });

/** The edge answers 403 to what it takes for too fast; that passes. */
const ask = async (context: SourceContext, url: string): Promise<unknown> => {
  try {
    return (await getAnswer(INFO, context, url)).body;
  } catch (error) {
    if (error instanceof PixmillError && error.code === 'source.blocked') throw rateLimited(INFO, null, error);
    throw error;
  }
};

const searchObjects = async (context: SourceContext, keyword: string): Promise<readonly number[]> => {
  const url = serviceUrl(INFO, context, `${SERVICE}/search`, { hasImages: 'true', isPublicDomain: 'true', q: keyword });
  const body = fieldsOf(await ask(context, url));
  const total = countOf(body?.['total']);
  const ids = listOf(body?.['objectIDs']);
  if (total === undefined) throw notUnderstood(INFO, 'there is no total');
  if (ids === null && total !== 0) throw notUnderstood(INFO, 'there are no objectIDs, but total is not 0');
  const numbers = (ids ?? []).map((id) => countOf(id)).filter((id) => id !== undefined);
  if (numbers.length === 0 && total !== 0) throw notUnderstood(INFO, 'the objectIDs are not numbers');
  return [...new Set(numbers)];
};

const FACTS = ['objectName', 'medium', 'culture', 'department', 'objectDate', 'classification', 'creditLine'];

const factsOf = (object: Fields): Record<string, string> =>
  Object.fromEntries(
    FACTS.flatMap((name) => {
      const fact = textOf(object[name]);
      return fact === undefined ? [] : [[name, fact]];
    }),
  );

const readObject = (id: number, object: Fields): SourceItem => {
  const isOpen = flagOf(object['isPublicDomain']) === true;
  const rights = textOf(object['rightsAndReproduction']);
  const licence = isOpen ? CC0 : parseLicence({ name: rights, confidence: 'per-item' });
  const tags = objectsOf(object['tags'])
    .map((tag) => textOf(tag['term'], 100))
    .filter((term) => term !== undefined);
  return {
    id: String(id),
    imageUrl: textOf(object['primaryImage'], 4096),
    licence,
    about: present({
      pageUrl: webAddress(object['objectURL']) ?? `https://www.metmuseum.org/art/collection/search/${id}`,
      thumbnailUrl: webAddress(object['primaryImageSmall']),
      title: textOf(object['title']),
      tags: tags.length === 0 ? undefined : tags,
      creator: textOf(object['artistDisplayName']),
      metadata: factsOf(object),
    }),
  };
};

const fetchObject = async (context: SourceContext, id: number): Promise<SourceItem> => {
  try {
    const object = fieldsOf(await ask(context, serviceUrl(INFO, context, `${SERVICE}/objects/${id}`)));
    if (object === null || countOf(object['objectID']) !== id) throw notUnderstood(INFO, 'the object has no objectID');
    return readObject(id, object);
  } catch (error) {
    if (!(error instanceof PixmillError) || error.details['httpStatus'] !== 404) throw error;
    const problem = { code: 'source.item_gone', detail: `object ${id} is no longer there` } as const;
    return { id: String(id), imageUrl: undefined, licence: { id: null, confidence: 'none' }, problem };
  }
};

/** Where to go on: after the last object read, or after so many when the list has changed and no longer has it. */
const placeAfter = (ids: readonly number[], cursor: Fields | null): number => {
  const last = countOf(cursor?.['last']);
  const index = last === undefined ? -1 : ids.indexOf(last);
  return index === -1 ? (countOf(cursor?.['done']) ?? 0) : index + 1;
};

async function* discover(request: SourceRequest, context: SourceContext): AsyncGenerator<CandidatePage> {
  const keyword = keywordOf(INFO, request);
  if (!acceptsLicence(request.licences, CC0)) {
    const notice = 'The Met offers images under CC0 only, which is not among the licences asked for.';
    yield { candidates: [], dropped: [], cursor: null, notices: [notice] };
    return;
  }
  const ids = await searchObjects(context, keyword);
  let place = placeAfter(ids, fieldsOf(request.cursor));
  do {
    const items: SourceItem[] = [];
    let failure: unknown;
    for (const id of ids.slice(place, place + PAGE_SIZE)) {
      try {
        items.push(await fetchObject(context, id));
      } catch (error) {
        failure = error;
        break;
      }
    }
    place += items.length;
    const isLast = place >= ids.length;
    const cursor = isLast ? null : { done: place, last: ids[place - 1] ?? null };
    // What was asked for slowly is handed on before the failure is told.
    if (failure === undefined || items.length > 0) yield itemPage({ info: INFO, request, context, items, cursor });
    if (failure !== undefined) throw failure;
  } while (place < ids.length);
}

/** The Met (https://metmuseum.github.io): open-access works of art, CC0; one request an object, no key. */
export const met: Source = {
  info: INFO,
  capabilities: { paging: 'none', maxPageSize: PAGE_SIZE, filters: ['licence'] },
  discover,
};
