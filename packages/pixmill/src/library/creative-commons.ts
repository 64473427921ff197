/** A Creative Commons licence or public-domain tool. */
export type CreativeCommons = {
  /** `cc0`, `pdm`, `by`, `by-sa`, `by-nc`, `by-nd`, `by-nc-sa`, `by-nc-nd`, a retired code (`nc-sa`, `sampling+`), or `publicdomain`. */
  readonly code: string;
  readonly version: string | null;
  /** Jurisdiction port in lower case, e.g. `de`, `igo`. */
  readonly port: string | null;
};

const VERSIONS = ['1.0', '2.0', '2.1', '2.5', '3.0', '4.0'];
/** Versions 2.0 and later all carry BY; 1.0 also had these. */
const CODES_OF_1_0 = ['sa', 'nc', 'nd', 'nc-sa', 'nc-nd'];
const CURRENT_CODES = ['by', 'by-sa', 'by-nd', 'by-nc', 'by-nc-sa', 'by-nc-nd'];
const SAMPLING_CODES = ['sampling', 'sampling+', 'nc-sampling+'];

/** The id: SPDX where SPDX has one, else formed the same way. `null` for a combination that was never published. */
export const creativeCommonsId = ({ code, version, port }: CreativeCommons): string | null => {
  if (code === 'cc0') return version === null || version === '1.0' ? 'CC0-1.0' : null;
  if (code === 'pdm') return version === null || version === '1.0' ? 'CC-PDM-1.0' : null;
  if (code === 'publicdomain') return 'public-domain';
  if (version !== null && !VERSIONS.includes(version)) return null;
  const isOld = version === '1.0' && CODES_OF_1_0.includes(code);
  const isSampling = SAMPLING_CODES.includes(code) && (version === null || version === '1.0');
  if (!CURRENT_CODES.includes(code) && !isOld && !isSampling) return null;
  const name = isSampling
    ? code.replace('nc-', 'NC-').replace('sampling', 'Sampling').replace('+', '-Plus')
    : code.toUpperCase();
  return ['CC', name, version, port?.toUpperCase()].filter((part) => typeof part === 'string').join('-');
};

/** The address of the deed; `null` without a version, since there is none. */
export const creativeCommonsUrl = ({ code, version, port }: CreativeCommons): string | null => {
  if (code === 'cc0') return 'https://creativecommons.org/publicdomain/zero/1.0/';
  if (code === 'pdm') return 'https://creativecommons.org/publicdomain/mark/1.0/';
  if (version === null || code === 'publicdomain') return null;
  return `https://creativecommons.org/licenses/${code}/${version}/${port === null ? '' : `${port}/`}`;
};

/** Puts the elements of a code into the order of today's licences: `by-nd-nc` is `by-nc-nd`. */
const inOrder = (code: string): string => {
  if (code.includes('sampling')) return code;
  const elements = code.split('-');
  const known = ['by', 'nc', 'nd', 'sa'].filter((element) => elements.includes(element));
  return known.length === elements.length ? known.join('-') : code;
};

/**
 * Reads an address of creativecommons.org: `(licenses|publicdomain)/(code)/(version)(/port)`, with deed, legalcode and
 * language behind it, with or without scheme. `null` for any other address.
 */
export const parseCreativeCommonsUrl = (text: string): CreativeCommons | null => {
  const url = URL.parse(text.trim().replace(/^(?:https?:)?(?:\/\/)?/i, 'https://'));
  if (url === null || !/^(?:www\.)?creativecommons\.org$/.test(url.hostname)) return null;
  const [kind, rawCode = '', second, third] = url.pathname
    .toLowerCase()
    .replaceAll('%2b', '+')
    .split('/')
    .filter((part) => part !== '');

  if (kind === 'publicdomain') {
    if (rawCode === 'zero') return { code: 'cc0', version: '1.0', port: null };
    if (rawCode === 'mark') return { code: 'pdm', version: '1.0', port: null };
    return rawCode === 'certification' ? { code: 'publicdomain', version: null, port: null } : null;
  }
  if (kind !== 'licenses') return null;
  if (rawCode === 'publicdomain') return { code: 'publicdomain', version: null, port: null };
  const version = second !== undefined && /^\d\.\d$/.test(second) ? second : null;
  const port = version !== null && third !== undefined && /^(?:[a-z]{2}|igo|scotland)$/.test(third) ? third : null;
  const parsed = { code: inOrder(rawCode), version, port };
  return creativeCommonsId(parsed) === null ? null : parsed;
};
