import type { JobConfigBody } from './job-config-body.ts';

/** What a dataset is made of, as it was understood; stored with it, so that it can be built again. */
export type DatasetRequest = {
  readonly keywords: readonly string[];
  /** Keywords by label. */
  readonly categories: { readonly [label: string]: readonly string[] };
  /** Ids. */
  readonly sources: readonly string[];
  readonly maxImages: number;
  /** What its images are judged by, where that differs from the defaults. */
  readonly config?: JobConfigBody;
};
