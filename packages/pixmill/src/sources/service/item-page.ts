import { acceptsLicence } from '../../library/accepts-licence.ts';
import type { Candidate, Json } from '../../library/candidate.ts';
import { licenceName } from '../../library/licence-facts.ts';
import type { Licence } from '../../library/licence.ts';
import type { CandidatePage, DroppedItem, SourceContext, SourceInfo, SourceRequest } from '../../library/source.ts';
import { sourceError, type SourceCode } from '../source.errors.ts';
import { webAddress } from './web-address.ts';

/** What a source names, before it is decided whether it can become a fetch. */
export type SourceItem = {
  readonly id: string;
  /** Where the image is, as the source writes it; `undefined` when it names no image. */
  readonly imageUrl: unknown;
  readonly licence: Licence;
  /** Why it cannot become a fetch, if that is known already. */
  readonly problem?: { readonly code: SourceCode; readonly detail: string };
  readonly about?: Partial<
    Omit<Candidate, 'source' | 'sourceItemId' | 'location' | 'licence' | 'label' | 'retrievedAt'>
  >;
};

const OUTCOMES: Readonly<Partial<Record<SourceCode, DroppedItem['outcome']>>> = {
  'source.licence_not_accepted': 'rejected',
  'source.withdrawn': 'skipped',
};

const problemOf = (item: SourceItem, request: SourceRequest): SourceItem['problem'] => {
  if (item.problem !== undefined) return item.problem;
  if (item.imageUrl === undefined || item.imageUrl === null || item.imageUrl === '') {
    return { code: 'source.no_image', detail: 'the item names no image' };
  }
  if (webAddress(item.imageUrl) === undefined) {
    return { code: 'source.bad_url', detail: 'not an absolute http or https URL' };
  }
  if (acceptsLicence(request.licences, item.licence)) return undefined;
  const { id, raw } = item.licence;
  return {
    code: 'source.licence_not_accepted',
    detail: id === null ? `licence not known${raw === undefined ? '' : ` ("${raw.slice(0, 100)}")`}` : licenceName(id),
  };
};

/** Makes a page of items in rank order: candidates that may be fetched, and the rest with its reason. */
export const itemPage = ({
  info,
  request,
  context,
  items,
  cursor,
  notices = [],
}: {
  readonly info: SourceInfo;
  readonly request: SourceRequest;
  readonly context: SourceContext;
  readonly items: readonly SourceItem[];
  readonly cursor: Json;
  readonly notices?: readonly string[];
}): CandidatePage => {
  const candidates: Candidate[] = [];
  const dropped: DroppedItem[] = [];
  const seen = new Set<string>();
  const retrievedAt = context.now().toISOString();
  for (const item of items) {
    // Services repeat an item at times; within a page it is one.
    if (seen.has(item.id)) continue;
    seen.add(item.id);
    const problem = problemOf(item, request);
    const url = webAddress(item.imageUrl);
    if (problem !== undefined || url === undefined) {
      const { code, detail } = problem ?? { code: 'source.bad_url', detail: '' };
      const shown = typeof item.imageUrl === 'string' ? item.imageUrl.slice(0, 500) : null;
      dropped.push({ sourceItemId: item.id, url: shown, outcome: OUTCOMES[code] ?? 'failed', code, detail });
      continue;
    }
    candidates.push({
      ...item.about,
      source: info.id,
      sourceItemId: item.id,
      location: { kind: 'url', url },
      label: null,
      licence: item.licence,
      retrievedAt,
    });
  }
  return { candidates, dropped, cursor, notices };
};

/**
 * The keyword, without needless space.
 * @throws `source.bad_query` when nothing is left.
 */
export const keywordOf = (info: SourceInfo, request: SourceRequest): string => {
  const keyword = request.query.trim().replaceAll(/\s+/g, ' ');
  if (keyword === '') throw sourceError('source.bad_query', { source: info.title, query: '', reason: 'it is empty.' });
  return keyword;
};
