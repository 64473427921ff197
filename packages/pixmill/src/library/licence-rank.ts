import { licenceCode, licenceFacts } from './licence-facts.ts';
import type { Licence, LicenceConfidence } from './licence.ts';

const BY_CODE: Readonly<Record<string, number>> = {
  cc0: 100,
  pdm: 95,
  by: 90,
  'by-sa': 80,
  'by-nd': 60,
  'by-nc': 50,
  'by-nc-sa': 45,
  'by-nc-nd': 40,
};

/** How surely the licence belongs to this very image: settles what the licence leaves open. */
const BY_CONFIDENCE: Readonly<Record<LicenceConfidence, number>> = {
  'per-item': 3,
  'source-wide': 2,
  'search-filter-only': 1,
  none: 0,
};

const groupOf = (id: string): number => {
  const code = licenceCode(id);
  const ranked = code === null ? undefined : BY_CODE[code];
  if (ranked !== undefined) return ranked;
  if (id === 'all-rights-reserved') return 10;
  if (id.startsWith('rs:')) return 20;
  const { commercialOk, derivativesOk } = licenceFacts(id);
  if (commercialOk === true && derivativesOk === true) return 75;
  return commercialOk === false || derivativesOk === false ? 35 : 65;
};

/**
 * Order of licences when two copies of one picture compete: the higher number wins. CC0 1000, other public domain 950,
 * BY 900, BY-SA 800, other free licences 750, source-wide terms and "no known restrictions" 650, BY-ND 600, BY-NC 500,
 * BY-NC-SA 450, BY-NC-ND 400, other restricted 350, RightsStatements.org 200, all rights reserved 100, unknown 0; plus 0
 * to 3 for how sure the statement is. A stated refusal ranks above silence because it names somebody to ask.
 */
export const licenceRank = (licence: Licence): number =>
  licence.id === null ? 0 : groupOf(licence.id) * 10 + BY_CONFIDENCE[licence.confidence];
