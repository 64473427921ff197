import { licenceName } from './licence-facts.ts';
import type { Licence } from './licence.ts';

/** What an attribution is made of. */
export type AttributionParts = {
  readonly title?: string | undefined;
  readonly creator?: string | undefined;
  readonly licence: Licence;
  /** Page that a person can open. */
  readonly pageUrl?: string | undefined;
};

const MAX_PART_LENGTH = 300;

const oneLine = (text: string | undefined, limit = MAX_PART_LENGTH): string => {
  const line = (text ?? '').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
};

const licencePart = ({ id, url, raw }: Licence): string => {
  const name = id === null ? oneLine(raw, 120) : licenceName(id);
  const link = url === undefined ? '' : ` (${url})`;
  if (id === null) return name === '' ? 'licence unknown' : `licence stated as "${name}"${name === url ? '' : link}`;
  return `${name}${link}`;
};

/**
 * The line that credits an image: title, author, source, licence (the practice that Creative Commons recommends as
 * TASL, https://wiki.creativecommons.org/wiki/Recommended_practices_for_attribution). Words that the source wants are
 * taken as they are; licence and page follow where those words lack them.
 */
export const attributionOf = ({ title, creator, licence, pageUrl }: AttributionParts): string => {
  const verbatim = oneLine(licence.attributionText, 1000);
  const page = pageUrl === undefined ? [] : [`via ${pageUrl}`];
  if (verbatim !== '') {
    const names = licence.id === null ? [] : [licenceName(licence.id), licence.id, licence.url ?? licence.id];
    const hasLicence = licence.id === null || names.some((name) => verbatim.toLowerCase().includes(name.toLowerCase()));
    const hasPage = pageUrl === undefined || verbatim.includes(pageUrl);
    return [verbatim, ...(hasLicence ? [] : [licencePart(licence)]), ...(hasPage ? [] : page)].join(', ');
  }
  const name = oneLine(title);
  const author = oneLine(creator);
  const work = `${name === '' ? 'Untitled' : `"${name}"`}${author === '' ? '' : ` by ${author}`}`;
  return [work, licencePart(licence), ...page].join(', ');
};
