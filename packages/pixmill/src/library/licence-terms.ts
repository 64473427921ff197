import { licenceFacts, licenceName } from './licence-facts.ts';
import type { Licence } from './licence.ts';

/** What a licence asks for, in words, for people who read a dataset's licence page or report. */
export type LicenceTerms = {
  /** Groups images of the same licence: the id, or what the source wrote, or `unknown`. */
  readonly key: string;
  readonly title: string;
  readonly url: string | null;
  /** One or more plain sentences. */
  readonly asks: string;
  /** Id in the list of the Hugging Face Hub; `null` when it has none there. */
  readonly hubId: string | null;
};

/** What the elements of Creative Commons licences ask for. */
const ELEMENTS: Readonly<Record<string, string>> = {
  BY: 'Name the creator, link the licence and say what you changed.',
  NC: 'No commercial use.',
  ND: 'Share it only unchanged: crops, resizes and edits may not be passed on.',
  SA: 'Share what you make from it under the same licence.',
};

/** Creative Commons ids that the Hub knows (https://huggingface.co/docs/hub/repositories-licenses). */
const HUB_CC = new Set([
  'cc0-1.0',
  'cc-by-2.0',
  'cc-by-2.5',
  'cc-by-3.0',
  'cc-by-4.0',
  'cc-by-sa-3.0',
  'cc-by-sa-4.0',
  'cc-by-nc-2.0',
  'cc-by-nc-3.0',
  'cc-by-nc-4.0',
  'cc-by-nd-4.0',
  'cc-by-nc-nd-3.0',
  'cc-by-nc-nd-4.0',
  'cc-by-nc-sa-2.0',
  'cc-by-nc-sa-3.0',
  'cc-by-nc-sa-4.0',
]);

const HUB_OTHER: Readonly<Record<string, string>> = {
  MIT: 'mit',
  'Apache-2.0': 'apache-2.0',
  'ODbL-1.0': 'odbl',
  'PDDL-1.0': 'pddl',
  'GFDL-1.3': 'gfdl',
  'CDLA-Permissive-2.0': 'cdla-permissive-2.0',
};

const UNKNOWN: LicenceTerms = {
  key: 'unknown',
  title: 'Unknown',
  url: null,
  asks: 'Nothing is known about the licence. That is not a permission: find out before you use, share or publish these images.',
  hubId: null,
};

const NOTHING = 'Nothing. Naming the creator is a courtesy, and rights other than copyright may remain.';

const SPECIAL: Readonly<Record<string, string>> = {
  'CC0-1.0': 'Nothing. The creator has given up all rights; naming the creator is a courtesy.',
  'CC-PDM-1.0': NOTHING,
  'public-domain': NOTHING,
  'US-Gov-PD': NOTHING,
  'no-known-restrictions': 'Nobody knows of a restriction, but nobody promises that there is none.',
  'all-rights-reserved': 'All rights are reserved: you need the permission of the owner for nearly everything.',
};

/** What a licence with a known id asks for: its own sentence, or one for each of its elements or facts. */
const asksOf = (id: string, licence: Licence): string => {
  const special = SPECIAL[id];
  if (special !== undefined) return special;
  const elements = /^CC-((?:BY|NC|ND|SA)(?:-(?:NC|ND|SA))*)(?:-|$)/.exec(id)?.[1]?.split('-');
  if (elements !== undefined) return elements.map((element) => ELEMENTS[element] ?? '').join(' ');
  const facts = { ...licenceFacts(id), ...licence };
  const sentences: string[] = [];
  if (facts.attributionRequired === true) sentences.push('Name the creator.');
  if (facts.commercialOk === false) sentences.push('No commercial use.');
  if (facts.derivativesOk === false) sentences.push('Share it only unchanged.');
  return [...sentences, 'Read the licence itself before you use these images.'].join(' ');
};

const hubIdOf = (id: string): string | null => {
  const lower = id.toLowerCase();
  return HUB_CC.has(lower) ? lower : (HUB_OTHER[id] ?? null);
};

/** Explains a licence. An unknown one is said to be unknown, never free. */
export const licenceTerms = (licence: Licence): LicenceTerms => {
  const { id } = licence;
  const url = licence.url ?? null;
  if (id !== null) return { key: id, title: licenceName(id), url, asks: asksOf(id, licence), hubId: hubIdOf(id) };
  const raw = licence.raw?.trim() ?? '';
  if (raw === '') return UNKNOWN;
  const shown = raw.length > 120 ? `${raw.slice(0, 119)}…` : raw;
  return {
    key: `stated: ${shown}`,
    title: `Unclear: “${shown}”`,
    url,
    asks: 'The source states this, and Pixmill does not know what it means. Treat it as unknown until you have read it.',
    hubId: null,
  };
};
