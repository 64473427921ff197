/** Where a site owner can read what Pixmill is. */
export const PROJECT_URL = 'https://www.npmjs.com/package/pixmill';

/**
 * The honest User-Agent: `Pixmill/1.2.3 (+https://project; contact)`. Characters that would end or fake the comment are
 * left out of the contact.
 */
export const buildUserAgent = ({
  version,
  contact,
}: {
  readonly version: string;
  readonly contact?: string | undefined;
}): string => {
  const safe = (contact ?? '').replaceAll(/[^\x21-\x7e]|[()\\;]/g, '').slice(0, 200);
  return `Pixmill/${version} (+${PROJECT_URL}${safe === '' ? '' : `; ${safe}`})`;
};
