/** Which licences a search accepts. */
export type LicenceFilter =
  | { readonly kind: 'any' }
  /** Known to allow commercial use. */
  | { readonly kind: 'commercial' }
  /** Short codes without version: `cc0`, `pdm`, `by`, `by-sa`, `by-nc`, `by-nd`, `by-nc-sa`, `by-nc-nd`. */
  | { readonly kind: 'list'; readonly codes: readonly string[] };
