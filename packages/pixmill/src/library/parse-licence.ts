import {
  creativeCommonsId,
  creativeCommonsUrl,
  parseCreativeCommonsUrl,
  type CreativeCommons,
} from './creative-commons.ts';
import { findCreativeCommonsText, parseCreativeCommonsText } from './creative-commons-text.ts';
import { licenceFacts } from './licence-facts.ts';
import type { Licence, LicenceConfidence } from './licence.ts';

/** What a source says about a licence, in whatever form it says it. */
export type LicenceStatement = {
  /** Address of the licence; it wins over the name. */
  readonly url?: string | undefined;
  /** Name or free text, e.g. `CC BY-SA 4.0`, `Public domain`; may itself be or hold an address. */
  readonly name?: string | undefined;
  /** A code of the source, e.g. `by`, `cc-by-sa-4.0`. */
  readonly code?: string | undefined;
  /** Version, when the source gives it apart. */
  readonly version?: string | undefined;
  readonly confidence: LicenceConfidence;
};

type Found = { readonly id: string; readonly url: string | null; readonly version: string | null };

/** Statements longer than this are kept in part, and are not searched for a name. */
const MAX_TEXT_LENGTH = 500;
/** Statements longer than this are not searched for an address either. */
const LONGEST_READ = 5000;

const fromCreativeCommons = (parsed: CreativeCommons | null): Found | null => {
  const id = parsed === null ? null : creativeCommonsId(parsed);
  return parsed === null || id === null ? null : { id, url: creativeCommonsUrl(parsed), version: parsed.version };
};

/** Codes of https://rightsstatements.org/page/1.0/. */
const RIGHTS_STATEMENTS = 'InC InC-OW-EU InC-EDU InC-NC InC-RUU NoC-CR NoC-NC NoC-OKLR NoC-US CNE UND NKC'.split(' ');

const plain = (id: string, version: string | null = null): Found => ({ id, url: null, version });

/** Licences that are not of Creative Commons, by their address. */
const fromOtherUrl = (text: string): Found | null => {
  const url = URL.parse(text.trim().replace(/^(?:https?:)?(?:\/\/)?/i, 'https://'));
  if (url === null) return null;
  const host = url.hostname.replace(/^www\./, '');
  if (host === 'rightsstatements.org') {
    const code = /^\/(?:vocab|page)\/([\w-]+)/.exec(url.pathname)?.[1]?.toLowerCase();
    const known = RIGHTS_STATEMENTS.find((statement) => statement.toLowerCase() === code);
    return known === undefined ? null : plain(`rs:${known}`);
  }
  if (host === 'gnu.org' && /\bfdl\b/.test(url.pathname)) {
    const version = /fdl-(1\.[123])/.exec(url.pathname)?.[1] ?? null;
    return plain(version === null ? 'GFDL' : `GFDL-${version}`, version);
  }
  if (host === 'artlibre.org') return plain('LAL-1.3', '1.3');
  const ogl = /^\/doc\/open-government-licence\/version\/([123])/.exec(url.pathname)?.[1];
  if (host === 'nationalarchives.gov.uk' && ogl !== undefined) return plain(`OGL-UK-${ogl}.0`, `${ogl}.0`);
  return null;
};

/** Whole texts that name a licence or a status; anything else is not understood. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:pd[ -]?us[ -]?gov.*|us[ -]gov(?:ernment)?(?:[ -]pd| works?)?|united states government work)$/, 'US-Gov-PD'],
  [/^(?:in |the |in the )?public[ -]domain(?: work)?$/, 'public-domain'],
  [/^(?:pd|pd-[\w-]+|gemeinfrei|domaine public|dominio p[uú]blico|dom[ií]nio p[uú]blico)$/, 'public-domain'],
  [/^no (?:known )?(?:copyright )?restrictions$/, 'no-known-restrictions'],
  [/^.{0,200}(?<!\bnot )\ball rights reserved\.?$/, 'all-rights-reserved'],
  [/^(?:gfdl|gnu free documentation license|gnu fdl)$/, 'GFDL'],
  [/^(?:fal|free art license|licence art libre)$/, 'LAL-1.3'],
];

const fromText = (text: string, isCode: boolean): Found | null => {
  const trimmed = text.trim().replaceAll(/\s+/g, ' ');
  if (trimmed === '' || trimmed.length > LONGEST_READ) return null;

  const addresses = trimmed.match(/(?:https?:)?\/\/[^\s"'<>)]+|\bcreativecommons\.org\/[^\s"'<>)]+/gi) ?? [];
  if (addresses.length > 0) {
    const found = addresses.map((address) => fromUrl(address));
    const [first] = found;
    return first !== undefined && first !== null && found.every((other) => other?.id === first.id) ? first : null;
  }

  if (trimmed.length > MAX_TEXT_LENGTH) return null;
  const whole = fromCreativeCommons(parseCreativeCommonsText(trimmed, { isCode }));
  if (whole !== null) return whole;
  const gfdl = /^(?:gfdl|gnu free documentation license)[ -]v?(1\.[123])$/i.exec(trimmed)?.[1];
  if (gfdl !== undefined) return plain(`GFDL-${gfdl}`, gfdl);
  const known = TEXTS.find(([pattern]) => pattern.test(trimmed.toLowerCase()));
  return known === undefined ? fromCreativeCommons(findCreativeCommonsText(trimmed)) : plain(known[1]);
};

const fromUrl = (text: string): Found | null =>
  fromCreativeCommons(parseCreativeCommonsUrl(text)) ?? fromOtherUrl(text);

const webUrl = (text: string | undefined): string | undefined => {
  const url = URL.parse((text ?? '').trim().replace(/^\/\//, 'https://'));
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
};

const stated = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
};

/**
 * Turns what a source states into a licence. The address counts before the code, the code before the name; a version
 * that nobody states stays absent; what is not understood as a whole has the id `null`, and allows nothing.
 */
export const parseLicence = (statement: LicenceStatement): Licence => {
  const url = stated(statement.url);
  const name = stated(statement.name);
  const code = stated(statement.code);
  const version = stated(statement.version);
  const raw = (name ?? code ?? url)?.slice(0, MAX_TEXT_LENGTH);
  if (raw === undefined) return { id: null, confidence: 'none' };

  const withVersion = code !== undefined && version !== undefined && !/\d\.\d/.test(code) ? `${code} ${version}` : code;
  const found =
    (url === undefined ? null : fromUrl(url)) ??
    (withVersion === undefined ? null : fromText(withVersion, true)) ??
    (name === undefined ? null : fromText(name, false));
  const address = webUrl(url) ?? found?.url ?? undefined;
  return {
    id: found?.id ?? null,
    raw,
    ...(address === undefined ? {} : { url: address }),
    ...(typeof found?.version === 'string' ? { version: found.version } : {}),
    ...(found === null ? {} : licenceFacts(found.id)),
    confidence: statement.confidence,
  };
};
