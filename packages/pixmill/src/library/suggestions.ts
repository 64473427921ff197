import type { Comparison } from './comparison-vectors.ts';

/** The lists that a run makes. */
export const SUGGESTION_LISTS = ['suggested', 'doubtful', 'next'] as const;
export type SuggestionList = (typeof SUGGESTION_LISTS)[number];

/** What a run was asked. */
export type SuggestionRequest = {
  /** Which labels of the project's images are examples: all of them, those that people wrote, or none. */
  readonly labels: 'all' | 'people' | 'none';
  /** Labels that are examples in this run only; they go before the labels of the images. */
  readonly examples: readonly { readonly imageId: string; readonly label: string }[];
  /** Images to label next. */
  readonly next: number;
};

/** What was learned of one label. */
export type LearnedLabel = {
  readonly label: string;
  /** Images that have it and could be compared. */
  readonly examples: number;
  /** Share of them that is recognised by the others. */
  readonly recognised: number;
  readonly suggested: number;
  readonly doubtful: number;
};

/** What a run found out about itself. */
export type LearningFacts = {
  readonly comparedBy: Comparison['by'];
  /** What the labels are suggested by: the nearest examples, or a linear model of all of them. */
  readonly method: 'nearest' | 'linear';
  /** Share of the examples that is recognised by the others. */
  readonly accuracy: number;
  /** How far confidences are from shares of right ones among the examples, 0..1 (expected calibration error). */
  readonly calibrationError: number;
  /** Kept images of the project. */
  readonly images: number;
  readonly examples: number;
  readonly withoutVector: number;
  readonly suggested: number;
  readonly doubtful: number;
  readonly next: number;
  readonly labels: readonly LearnedLabel[];
  /** Labels that too few images have to learn from; the first of them by name. */
  readonly leftOut: { readonly count: number; readonly labels: readonly string[] };
};
