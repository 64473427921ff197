import { parseCreativeCommonsText } from './creative-commons-text.ts';
import { licenceError } from './licence.errors.ts';
import type { LicenceFilter } from './licence-filter.ts';
import { licenceCode } from './licence-facts.ts';
import type { Licence } from './licence.ts';

/** The codes that a list may hold. */
export const LICENCE_CODES = ['cc0', 'pdm', 'by', 'by-sa', 'by-nc', 'by-nd', 'by-nc-sa', 'by-nc-nd'] as const;

/**
 * Whether a search wants an image under this licence. An unknown licence is accepted by `any` only; a licence whose
 * commercial use is not known, never by `commercial`.
 */
export const acceptsLicence = (filter: LicenceFilter, licence: Licence): boolean => {
  if (filter.kind === 'any') return true;
  if (licence.id === null) return false;
  if (filter.kind === 'commercial') return licence.commercialOk === true;
  const code = licenceCode(licence.id);
  return code !== null && filter.codes.includes(code);
};

/** How a person may write a code: `CC-BY`, `cc_by_sa`, `public domain`. */
const toCode = (word: string): string | null => {
  if (['pd', 'public-domain', 'public domain', 'publicdomain'].includes(word)) return 'pdm';
  const parsed = parseCreativeCommonsText(word, { isCode: true });
  if (parsed === null || parsed.port !== null) return null;
  // A list names licences of every version: "by-4.0" would promise a choice that it does not make.
  if (parsed.version !== null && !['cc0', 'pdm'].includes(parsed.code)) return null;
  return LICENCE_CODES.find((code) => code === parsed.code) ?? null;
};

const hintFor = (word: string): string => {
  const withoutVersion = toCode(word.replace(/[- _]?v?\d\.\d$/, ''));
  if (withoutVersion !== null) return ` Did you mean "${withoutVersion}" (of any version)?`;
  const near = [...LICENCE_CODES, 'commercial', 'any'].find(
    (known) => known.replaceAll('-', '') === word.replaceAll(/[^a-z0-9]/g, '').replace(/^cc(?!0)/, ''),
  );
  return near === undefined ? '' : ` Did you mean "${near}"?`;
};

/**
 * Reads the text of `--license`: `any`, `commercial`, or a comma-separated list of codes.
 * @throws `licence.unknown_code` and `licence.not_alone`.
 */
export const parseLicenceFilter = (text: string): LicenceFilter => {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  const [first] = words;
  if (words.length === 1 && (first === 'any' || first === 'commercial')) return { kind: first };

  const alone = words.find((word) => word === 'any' || word === 'commercial');
  if (alone !== undefined) throw licenceError('licence.not_alone', { given: alone });
  const codes = words.map((word) => {
    const code = toCode(word);
    if (code !== null) return code;
    throw licenceError('licence.unknown_code', {
      given: word.slice(0, 80),
      known: LICENCE_CODES.join(', '),
      hint: hintFor(word),
    });
  });
  if (codes.length === 0) {
    throw licenceError('licence.unknown_code', { given: text.slice(0, 80), known: LICENCE_CODES.join(', ') });
  }
  return { kind: 'list', codes: [...new Set(codes)] };
};
