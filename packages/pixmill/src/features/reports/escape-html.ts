const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and inside quoted attributes. Control and direction characters are removed. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The same for sentences of ours, in which `code` may stand between backticks. */
export const escapeProse = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** A relative path for a link; each part is encoded, so that it can be nothing but a path below the report. */
export const escapePath = (path: string): string =>
  escapeHtml(
    `./${path
      .split('/')
      .map((part) => encodeURIComponent(part.toWellFormed()))
      .join('/')}`,
  );

/** An http(s) address for a link, or `null`. */
export const escapeUrl = (url: string | null): string | null => {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? escapeHtml(parsed.href) : null;
};

/** At most so many characters, with `…` in place of the rest. */
export const shorten = (text: string, limit: number): string => {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
};
