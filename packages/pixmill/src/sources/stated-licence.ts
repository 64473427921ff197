import { UNKNOWN_LICENCE } from '../library/licence.ts';
import type { Licence } from '../library/licence.ts';
import { parseLicence } from '../library/parse-licence.ts';

// LAION writes "?" nearly everywhere.
const NOT_STATED = new Set(['?', '-', 'none', 'null', 'nan', 'n/a', 'unknown']);

// Lists name a few licences millions of times.
const known = new Map<string, Licence>();
const MAX_KNOWN = 1_000;

/** The licence that a list or a side-car states for one image. */
export const statedLicence = (name: string | undefined, url: string | undefined): Licence => {
  const stated = name !== undefined && !NOT_STATED.has(name.toLowerCase()) ? name : undefined;
  if (stated === undefined && url === undefined) return UNKNOWN_LICENCE;
  const key = `${stated ?? ''}\n${url ?? ''}`;
  let licence = known.get(key);
  if (licence === undefined) {
    licence = parseLicence({ name: stated, url, confidence: 'per-item' });
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, licence);
  }
  return licence;
};
