/** What a dataset is made of, as it was understood; stored with it, so that it can be built again. */
export type DatasetRequest = {
  readonly keywords: readonly string[];
  /** Keywords by label. */
  readonly categories: { readonly [label: string]: readonly string[] };
  /** Ids. */
  readonly sources: readonly string[];
  readonly maxImages: number;
};
