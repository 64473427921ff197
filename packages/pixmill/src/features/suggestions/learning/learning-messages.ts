import type { Examples } from './learn.ts';
import type { Matrix } from './matrix.ts';
import type { LearnedFacts, Verdicts } from './suggester.ts';

/** What a learning thread is asked: first to learn, then to judge any number of times, then for the next to label. */
export type ToLearningThread =
  | { readonly kind: 'learn'; readonly examples: Examples; readonly next: number }
  | { readonly kind: 'judge'; readonly vectors: Matrix; readonly labels: Int32Array; readonly indexes: Int32Array }
  | { readonly kind: 'next' };

/** What it answers, in the order in which it was asked. */
export type FromLearningThread =
  | { readonly kind: 'learned'; readonly facts: LearnedFacts; readonly onExamples: Verdicts }
  | { readonly kind: 'judged'; readonly verdicts: Verdicts }
  | { readonly kind: 'next'; readonly indexes: readonly number[] };
