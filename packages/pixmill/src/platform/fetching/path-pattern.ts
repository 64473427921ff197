const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * Brings a path or pattern into the form in which RFC 9309 compares them: escapes of unreserved characters undone, other
 * escapes in upper case, everything beyond ASCII escaped as UTF-8.
 */
const normalisePath = (text: string): string =>
  text
    .replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return UNRESERVED.test(character) ? character : escape.toUpperCase();
    })
    .replaceAll(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.isWellFormed() ? character : '\ufffd'));

/** The path and query of a URL as patterns are compared with; its own `*` and `$` are escaped, since patterns use them. */
export const comparablePath = (url: URL): string =>
  normalisePath(url.pathname + url.search)
    .replaceAll('*', '%2A')
    .replaceAll('$', '%24');

/** A pattern of robots.txt or tdmrep.json, ready for comparing. */
export type PathPattern = { readonly text: string; readonly pieces: readonly string[]; readonly anchored: boolean };

/** Prepares a pattern: `*` stands for any characters, a `$` at the end for the end of the path. */
export const pathPattern = (given: string): PathPattern => {
  const text = normalisePath(given);
  const anchored = text.endsWith('$');
  return { text, pieces: (anchored ? text.slice(0, -1) : text).split('*'), anchored };
};

/** Whether a comparable path begins as a pattern says. Linear in both, whatever the pattern (no regular expression). */
export const matchesPath = ({ pieces, anchored }: PathPattern, path: string): boolean => {
  const [first = '', ...rest] = pieces;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = anchored ? rest.pop() : undefined;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!anchored) return true;
  if (last === undefined) return at === path.length;
  return path.length - last.length >= at && path.endsWith(last);
};
