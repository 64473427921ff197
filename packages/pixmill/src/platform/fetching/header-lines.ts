/** The headers of a response, line by line as they came; names are matched without case. */
export type HeaderLines = {
  /** The values of all lines with this (lower-case) name, in order. */
  readonly all: (name: string) => readonly string[];
  /** The value of the first line with this (lower-case) name. */
  readonly first: (name: string) => string | null;
  /** Lower-case names with their values, repeated ones joined by `, `. */
  readonly record: () => Readonly<Record<string, string>>;
};

/** Wraps names and values in turn, as undici gives them with `responseHeaders: 'raw'`. */
export const headerLines = (raw: readonly string[]): HeaderLines => {
  const names: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) names.push((raw[index] ?? '').toLowerCase());
  const valueAt = (index: number): string => raw[index * 2 + 1] ?? '';
  return {
    all: (name) => names.flatMap((own, index) => (own === name ? [valueAt(index)] : [])),
    first: (name) => {
      const index = names.indexOf(name);
      return index === -1 ? null : valueAt(index);
    },
    record: () => {
      const joined = new Map<string, string>();
      for (const [index, name] of names.entries()) {
        const before = joined.get(name);
        joined.set(name, before === undefined ? valueAt(index) : `${before}, ${valueAt(index)}`);
      }
      return Object.fromEntries(joined);
    },
  };
};
