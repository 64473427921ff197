// `none` is short for `noindex, nofollow`; `noml` and `noai` were brought in by DeviantArt and are widely copied.
const DENIALS = new Set(['noai', 'noimageai', 'noml', 'noindex', 'noimageindex', 'none']);
// Directives with a value look like a crawler's name and a directive.
const VALUED = new Set(['unavailable_after', 'max-snippet', 'max-image-preview', 'max-video-preview']);

/**
 * The first directive of `X-Robots-Tag` that forbids the use of an image for a dataset, in lower case, or `null`. Lines
 * are read apart, because a crawler's name (`googlebot: noindex`) counts to the end of its own line. Directives without
 * a name count, and those for a crawler in `agents` (lower case).
 */
export const deniedByRobotsTag = (lines: readonly string[], agents: ReadonlySet<string>): string | null => {
  for (const line of lines) {
    let applies = true;
    for (const piece of line.split(',')) {
      let directive = piece.trim().toLowerCase();
      const colon = directive.indexOf(':');
      if (colon !== -1) {
        const name = directive.slice(0, colon).trim();
        if (VALUED.has(name)) continue;
        applies = agents.has(name);
        directive = directive.slice(colon + 1).trim();
      }
      if (applies && DENIALS.has(directive)) return directive;
    }
  }
  return null;
};
