import type { Licence } from './licence.ts';

/** What a known licence demands and allows; a fact that is not known is absent. */
export type LicenceFacts = Pick<Licence, 'attributionRequired' | 'commercialOk' | 'derivativesOk'>;

const FREE: LicenceFacts = { attributionRequired: false, commercialOk: true, derivativesOk: true };
const CREDITED: LicenceFacts = { attributionRequired: true, commercialOk: true, derivativesOk: true };

/** The facts of a licence by its normalised id. */
export const licenceFacts = (id: string): LicenceFacts => {
  if (['CC0-1.0', 'CC-PDM-1.0', 'public-domain', 'US-Gov-PD'].includes(id)) return FREE;
  if (/^(?:GFDL|LAL|OGL-UK)(?:-|$)/.test(id)) return CREDITED;
  if (id === 'all-rights-reserved') return { commercialOk: false, derivativesOk: false };
  if (/^rs:.*-NC$/.test(id)) return { commercialOk: false };
  // Sampling licences allow whole copies for non-commercial use only.
  if (/^CC-.*Sampling/.test(id)) return { attributionRequired: true, commercialOk: false };
  const elements = /^CC-((?:BY|NC|ND|SA)(?:-(?:NC|ND|SA))*)(?:-|$)/.exec(id)?.[1]?.split('-');
  if (elements === undefined) return {};
  return {
    attributionRequired: elements.includes('BY'),
    commercialOk: !elements.includes('NC'),
    derivativesOk: !elements.includes('ND'),
  };
};

/**
 * The short code that a licence filter names it by, e.g. `by-sa` for `CC-BY-SA-3.0-DE`; `null` when it has none. `pdm`
 * stands for everything that is stated to be in the public domain.
 */
export const licenceCode = (id: string): string | null => {
  if (id === 'CC0-1.0') return 'cc0';
  if (['CC-PDM-1.0', 'public-domain', 'US-Gov-PD'].includes(id)) return 'pdm';
  return /^CC-(BY(?:-(?:NC|ND|SA))*)(?:-|$)/.exec(id)?.[1]?.toLowerCase() ?? null;
};

/** The name that a person knows a licence by. */
export const licenceName = (id: string): string => {
  const names: Readonly<Record<string, string>> = {
    'CC0-1.0': 'CC0 1.0',
    'CC-PDM-1.0': 'Public Domain Mark 1.0',
    'public-domain': 'Public domain',
    'US-Gov-PD': 'Public domain (US Government work)',
    'no-known-restrictions': 'No known copyright restrictions',
    'all-rights-reserved': 'All rights reserved',
    'nasa-media-guidelines': 'NASA media usage guidelines',
  };
  const name = names[id];
  if (name !== undefined) return name;
  if (id.startsWith('rs:')) return `RightsStatements.org ${id.slice(3)}`;
  const match = /^CC-((?:BY|NC|ND|SA)(?:-(?:NC|ND|SA))*)(?:-(\d\.\d))?(?:-(\w+))?$/.exec(id);
  if (match === null) return id.replace(/-(?=\d)/, ' ');
  return ['CC', match[1], match[2], match[3]].filter((part) => part !== undefined).join(' ');
};
