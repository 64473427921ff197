/** What came of the text of a record. */
export type CsvRecord =
  | { readonly kind: 'fields'; readonly fields: string[] }
  /** A quoted field is not closed: the record goes on in the next line. */
  | { readonly kind: 'open' }
  | { readonly kind: 'bad'; readonly reason: string };

/**
 * Splits the text of one record (RFC 4180: fields may be quoted, quotes in them are doubled). A quote within a field
 * that does not begin with one is taken as it stands, as spreadsheets do.
 */
export const splitCsvRecord = (text: string, delimiter: string): CsvRecord => {
  if (!text.includes('"')) return { kind: 'fields', fields: text.split(delimiter) };
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) !== 34) {
      const end = text.indexOf(delimiter, at);
      if (end === -1) {
        fields.push(text.slice(at));
        return { kind: 'fields', fields };
      }
      fields.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    const close = closingQuote(text, at + 1);
    if (close === -1) return { kind: 'open' };
    const inner = text.slice(at + 1, close);
    fields.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner);
    if (close + 1 === text.length) return { kind: 'fields', fields };
    if (text[close + 1] !== delimiter) return { kind: 'bad', reason: 'text after a closing quote' };
    at = close + 2;
  }
};

/** Index of the quote that ends a quoted field whose text begins at `from`; -1 when there is none. */
const closingQuote = (text: string, from: number): number => {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && text.charCodeAt(quote + 1) === 34) quote = text.indexOf('"', quote + 2);
  return quote;
};

/** The delimiter of a header line: the one that is declared, unless only another one stands in it. */
export const delimiterOf = (header: string, declared: ',' | '\t'): string => {
  if (header.includes(declared)) return declared;
  return [',', '\t', ';', '|'].find((delimiter) => header.includes(delimiter)) ?? declared;
};

/** Column names that are unique and not empty. */
export const columnNames = (header: readonly string[]): string[] => {
  const seen = new Set<string>();
  return header.map((field, index) => {
    let name = field.trim() === '' ? `column_${index + 1}` : field.trim();
    if (seen.has(name)) name = `${name}_${index + 1}`;
    seen.add(name);
    return name;
  });
};
