import type { SourceContext, SourceInfo } from '../../library/source.ts';
import { getAnswer, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { countOf, fieldsOf, listOf, objectsOf, textOf, type Fields } from '../service/json-fields.ts';

/** A group of living things. */
export type Taxon = { readonly id: number; readonly name: string };

const SUGGESTIONS = 30;

const isCalled = (taxon: Fields, keyword: string): boolean =>
  [taxon['matched_term'], taxon['name'], taxon['preferred_common_name'], taxon['english_common_name']].some(
    (name) => textOf(name)?.toLowerCase() === keyword.toLowerCase(),
  );

/**
 * Finds what a keyword means: the first suggestion that is called exactly so, else the first one. `null` when the
 * service knows nothing of that name.
 */
export const findTaxon = async (info: SourceInfo, context: SourceContext, keyword: string): Promise<Taxon | null> => {
  const url = serviceUrl(info, context, 'https://api.inaturalist.org/v1/taxa/autocomplete', {
    q: keyword,
    per_page: SUGGESTIONS,
  });
  const body = fieldsOf((await getAnswer(info, context, url)).body);
  if (listOf(body?.['results']) === null) throw notUnderstood(info, 'the taxa have no results list');
  const suggestions = objectsOf(body?.['results']);
  if (suggestions.length === 0) {
    if (countOf(body?.['total_results']) !== 0)
      throw notUnderstood(info, 'there are no taxa, but total_results is not 0');
    return null;
  }
  const best = suggestions.find((taxon) => isCalled(taxon, keyword)) ?? suggestions[0];
  const id = countOf(best?.['id']);
  if (id === undefined) throw notUnderstood(info, 'a taxon has no id');
  return { id, name: textOf(best?.['name']) ?? String(id) };
};
