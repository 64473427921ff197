import { likelierLabel, thresholdsOf } from './doubt.ts';
import { learn } from './learn.ts';
import type { Examples, Learned } from './learn.ts';
import { rowOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { openPool } from './next-to-label.ts';
import { largestOf } from './softmax.ts';

/** Labels that are told besides the likeliest. */
export const OTHERS = 3;
/** Stands for an image without a label among the numbers of labels. */
export const NO_LABEL = -1;

/** What is said of some images, one after the other. */
export type Verdicts = {
  /** The likeliest label; of an image with a label one that is likelier, else its own. */
  readonly labels: Int32Array;
  readonly confidences: Float32Array;
  /** How likely the label is that it has; 0 without one. */
  readonly given: Float32Array;
  /** 1 where the other label is as likely as it is for images that were given it. */
  readonly certain: Uint8Array;
  /** `OTHERS` for each: the likeliest labels besides `labels`, and how likely. */
  readonly otherLabels: Int32Array;
  readonly otherConfidences: Float32Array;
};

/** What was learned, besides the verdicts on the examples. */
export type LearnedFacts = Pick<Learned, 'method' | 'accuracy' | 'calibrationError'>;

/** Learns from examples once, then says what it thinks of any number of images; holds none of them. */
export type Suggester = {
  readonly facts: LearnedFacts;
  /** What is said of the examples by what was learned from others. */
  readonly onExamples: Verdicts;
  /**
   * What is said of other images.
   *
   * @param page.firstIndex number of the first one
   * @param page.labels the label that each was given; `NO_LABEL` without one: these may be the next to label
   */
  readonly judge: (page: {
    readonly vectors: Matrix;
    readonly labels: Int32Array;
    readonly indexes: Int32Array;
  }) => Verdicts;
  /** The most useful to label next, of the images that were judged. */
  readonly next: () => number[];
};

const verdictsOf = (shares: Matrix, given: ArrayLike<number>, thresholds: Float64Array): Verdicts => {
  const count = shares.rows;
  const verdicts = {
    labels: new Int32Array(count),
    confidences: new Float32Array(count),
    given: new Float32Array(count),
    certain: new Uint8Array(count),
    otherLabels: new Int32Array(count * OTHERS).fill(NO_LABEL),
    otherConfidences: new Float32Array(count * OTHERS),
  };
  for (let row = 0; row < count; row++) {
    const values = rowOf(shares, row);
    const own = given[row] ?? NO_LABEL;
    const surely = own === NO_LABEL ? null : likelierLabel(values, own, thresholds);
    const likely = surely ?? largestOf(values);
    verdicts.labels[row] = likely;
    verdicts.confidences[row] = values[likely] ?? 0;
    verdicts.given[row] = own === NO_LABEL ? 0 : (values[own] ?? 0);
    verdicts.certain[row] = surely === null ? 0 : 1;
    for (let place = 0; place < OTHERS; place++) {
      let best = NO_LABEL;
      const told = verdicts.otherLabels.subarray(row * OTHERS, row * OTHERS + place);
      for (let label = 0; label < values.length; label++) {
        if (label === likely || told.includes(label)) continue;
        if (best === NO_LABEL || (values[label] ?? 0) > (values[best] ?? 0)) best = label;
      }
      verdicts.otherLabels[row * OTHERS + place] = best;
      verdicts.otherConfidences[row * OTHERS + place] = values[best] ?? 0;
    }
  }
  return verdicts;
};

/** Learns from examples; @param next images that are to be labelled next */
export const openSuggester = (examples: Examples, { next }: { readonly next: number }): Suggester => {
  const { outOfFold, predict, ...facts } = learn(examples);
  const thresholds = thresholdsOf(outOfFold, examples.labels);
  const pool = openPool(next);
  return {
    facts,
    onExamples: verdictsOf(outOfFold, examples.labels, thresholds),
    judge: ({ vectors, labels, indexes }) => {
      const shares = predict(vectors);
      for (let row = 0; row < vectors.rows; row++) {
        if (labels[row] !== NO_LABEL) continue;
        pool.add(indexes[row] ?? 0, rowOf(shares, row), rowOf(vectors, row));
      }
      return verdictsOf(shares, labels, thresholds);
    },
    next: pool.choose,
  };
};
