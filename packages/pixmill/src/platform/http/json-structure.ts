/** What is wrong with JSON that can be parsed: a name that stands twice in one object, or nesting without an end. */
export type JsonFlaw =
  | { readonly kind: 'repeated'; readonly name: string }
  | { readonly kind: 'deep'; readonly limit: number };

/** Deeper than anything that the API takes; whatever reads a body by recursion stays far from the end of its stack. */
const MOST_LEVELS = 100;

/** Index of the quote that ends the text which begins at `start`. */
const endOfText = (json: string, start: number): number => {
  for (let at = start + 1; ; at++) {
    at = json.indexOf('"', at);
    let slashes = 0;
    while (json[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
};

const nameOf = (raw: string): string => {
  const name: unknown = raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw;
  return String(name);
};

/**
 * Looks for what `JSON.parse` passes over: of two values with one name it takes the second, while a proxy or a log may
 * have looked at the first.
 * @param json JSON that has been parsed without an error
 */
export const findJsonFlaw = (json: string): JsonFlaw | null => {
  // The names of each object that is open; `null` for a list.
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '{':
      case '[':
        isName = json[at] === '{';
        if (open.push(isName ? new Set() : null) > MOST_LEVELS) return { kind: 'deep', limit: MOST_LEVELS };
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        isName = open.at(-1) !== null;
        break;
      case '"': {
        const end = endOfText(json, at);
        const names = isName ? open.at(-1) : null;
        if (names !== null && names !== undefined) {
          const name = nameOf(json.slice(at + 1, end));
          if (names.has(name)) return { kind: 'repeated', name };
          names.add(name);
        }
        isName = false;
        at = end;
        break;
      }
      default:
        break;
    }
  }
  return null;
};
