import type { FindOptions } from './find-groups.ts';
import type { Grouping } from './group-vectors.ts';

/** What a grouping thread is told, in this order: once, many times, once. */
export type ToGroupingThread =
  | { readonly kind: 'begin'; readonly dimensions: number; readonly expected: number }
  /** Vectors one after the other. */
  | { readonly kind: 'add'; readonly vectors: Float32Array }
  | { readonly kind: 'group'; readonly options: FindOptions; readonly earlier: Float32Array | null };

/** What it says. */
export type FromGroupingThread =
  | { readonly kind: 'added'; readonly accepted: readonly boolean[] }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'grouped'; readonly grouping: Grouping };
