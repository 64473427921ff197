import type { SourceContext, SourceInfo } from '../../library/source.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { getAnswer, notUnderstood, serviceUrl } from '../service/ask-service.ts';
import { countOf, fieldsOf, listOf, objectsOf, textOf, type Fields } from '../service/json-fields.ts';

/** A group of living things in the backbone of GBIF. */
export type GbifTaxon = {
  readonly key: number;
  readonly name: string;
  readonly how: 'exact' | 'fuzzy' | 'common name';
};

/** The GBIF Backbone Taxonomy (https://doi.org/10.15468/39omei). */
const BACKBONE = 'd7dddbf4-2cf0-4f39-9b2a-bb099caae36c';

const isCalled = (taxon: Fields, keyword: string): boolean =>
  objectsOf(taxon['vernacularNames']).some(
    (name) => textOf(name['vernacularName'])?.toLowerCase() === keyword.toLowerCase(),
  );

/** Asks by common name: `species/match` knows scientific names only. */
const byCommonName = async (info: SourceInfo, context: SourceContext, keyword: string): Promise<GbifTaxon | null> => {
  const url = serviceUrl(info, context, 'https://api.gbif.org/v1/species/search', {
    q: keyword,
    qField: 'VERNACULAR',
    datasetKey: BACKBONE,
    status: 'ACCEPTED',
    limit: 20,
  });
  const body = fieldsOf((await getAnswer(info, context, url)).body);
  if (listOf(body?.['results']) === null) throw notUnderstood(info, 'the species search has no results list');
  const taxon = objectsOf(body?.['results']).find((found) => isCalled(found, keyword));
  const key = countOf(taxon?.['key']);
  if (taxon === undefined || key === undefined) return null;
  return {
    key,
    name: textOf(taxon['canonicalName']) ?? textOf(taxon['scientificName']) ?? String(key),
    how: 'common name',
  };
};

/**
 * Finds what a keyword means: a scientific name, also with a spelling mistake, else a common name. `null` when GBIF
 * knows neither. A match of a higher rank only (the genus of an unknown species) does not count.
 */
export const findGbifTaxon = async (
  info: SourceInfo,
  context: SourceContext,
  keyword: string,
): Promise<GbifTaxon | null> => {
  const url = serviceUrl(info, context, 'https://api.gbif.org/v1/species/match', { name: keyword });
  const match = fieldsOf((await getAnswer(info, context, url)).body);
  const key = countOf(match?.['acceptedUsageKey']) ?? countOf(match?.['usageKey']);
  const matchType = textOf(match?.['matchType']);
  if (match === null || (key === undefined && matchType !== 'NONE')) {
    throw notUnderstood(info, 'the species match has neither usageKey nor matchType NONE');
  }
  if (key === undefined || matchType === 'HIGHERRANK' || matchType === 'NONE') {
    try {
      return await byCommonName(info, context, keyword);
    } catch (error) {
      // The match has answered already; the search by common name is an extra that may not be there.
      if (error instanceof PixmillError && error.code === 'source.refused') return null;
      throw error;
    }
  }
  const name = textOf(match['canonicalName']) ?? textOf(match['scientificName']) ?? keyword;
  return { key, name, how: matchType === 'FUZZY' ? 'fuzzy' : 'exact' };
};
