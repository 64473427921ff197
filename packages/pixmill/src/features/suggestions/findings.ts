import type { LearnedLabel, SuggestionList } from '../../library/suggestions.ts';
import { NO_LABEL, OTHERS } from './learning/suggester.ts';
import type { Verdicts } from './learning/suggester.ts';

/** The kept images of a project when a run began, by their numbers. */
export type KnownImages = {
  readonly ids: readonly string[];
  readonly labels: readonly (string | null)[];
  /** Whether a person had written the label. */
  readonly edited: readonly boolean[];
};

/** What a list says of an image. */
export type FoundSuggestion = {
  readonly position: number;
  readonly imageId: string;
  readonly label: string;
  readonly confidence: number;
  readonly givenConfidence: number | null;
  readonly certain: boolean;
  readonly alternatives: readonly (readonly [label: string, confidence: number])[];
  readonly labelThen: string | null;
  readonly editedThen: boolean;
};

/** What is said of all images, in some numbers each. */
export type Findings = {
  /** Notes verdicts on images that were given these labels (by their numbers; below 0: none). */
  readonly note: (indexes: readonly number[], given: Int32Array, verdicts: Verdicts) => void;
  readonly setNext: (indexes: readonly number[]) => void;
  readonly counts: () => Readonly<Record<SuggestionList, number>>;
  readonly learnedLabels: () => readonly LearnedLabel[];
  /** A list from its first to its last: the surest, the most doubtful, the most useful first. */
  readonly read: (list: SuggestionList) => Generator<FoundSuggestion>;
};

/** Alternatives below it are none. */
const LEAST_ALTERNATIVE = 0.01;
/** As precise as confidences are told. */
const PRECISION = 1e6;

const told = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Sorts numbers of images by a cost from 0 to 1, and those of one cost by themselves; quicker than with a comparison. */
const sortedBy = (indexes: readonly number[], count: number, costOf: (index: number) => number): number[] => {
  const keys = Float64Array.from(indexes, (index) => Math.round(costOf(index) * PRECISION) * count + index);
  return Array.from(keys.sort(), (key) => key % count);
};

/** Opens the findings on some images. @param labels names of the labels by their numbers */
export const openFindings = ({ ids, labels: labelsThen, edited }: KnownImages, labels: readonly string[]): Findings => {
  const count = ids.length;
  const isJudged = new Uint8Array(count);
  const givenLabels = new Int32Array(count).fill(NO_LABEL);
  const likely = new Int32Array(count);
  const confidences = new Float32Array(count);
  const givenConfidences = new Float32Array(count);
  const certain = new Uint8Array(count);
  const otherLabels = new Int32Array(count * OTHERS).fill(NO_LABEL);
  const otherConfidences = new Float32Array(count * OTHERS);
  let nextIndexes: readonly number[] = [];

  const judged = function* (): Generator<number> {
    for (let index = 0; index < count; index++) if (isJudged[index] === 1) yield index;
  };
  const isSuggested = (index: number): boolean => givenLabels[index] === NO_LABEL;
  const isDoubtful = (index: number): boolean => !isSuggested(index) && givenLabels[index] !== likely[index];
  /** The share of the given label of it and the likely one: below a half, the lower the more doubtful. */
  const doubtCost = (index: number): number => {
    const given = givenConfidences[index] ?? 0;
    return given / Math.max(Number.MIN_VALUE, given + (confidences[index] ?? 0));
  };

  const indexesOf = (list: SuggestionList): readonly number[] => {
    if (list === 'next') return nextIndexes;
    return list === 'suggested'
      ? sortedBy([...judged()].filter(isSuggested), count, (index) => 1 - (confidences[index] ?? 0))
      : sortedBy([...judged()].filter(isDoubtful), count, doubtCost);
  };

  const alternativesOf = (index: number): (readonly [string, number])[] =>
    Array.from({ length: OTHERS }, (_, place) => index * OTHERS + place).flatMap((at) => {
      const label = labels[otherLabels[at] ?? NO_LABEL];
      const confidence = otherConfidences[at] ?? 0;
      return label === undefined || confidence < LEAST_ALTERNATIVE ? [] : [[label, told(confidence)] as const];
    });

  return {
    note: (indexes, given, verdicts) => {
      for (const [row, index] of indexes.entries()) {
        isJudged[index] = 1;
        givenLabels[index] = given[row] ?? NO_LABEL;
        likely[index] = verdicts.labels[row] ?? 0;
        confidences[index] = verdicts.confidences[row] ?? 0;
        givenConfidences[index] = verdicts.given[row] ?? 0;
        certain[index] = verdicts.certain[row] ?? 0;
        const from = row * OTHERS;
        otherLabels.set(verdicts.otherLabels.subarray(from, from + OTHERS), index * OTHERS);
        otherConfidences.set(verdicts.otherConfidences.subarray(from, from + OTHERS), index * OTHERS);
      }
    },
    setNext: (indexes) => {
      nextIndexes = indexes;
    },
    counts: () => {
      let [suggested, doubtful] = [0, 0];
      for (const index of judged()) {
        if (isSuggested(index)) suggested++;
        else if (isDoubtful(index)) doubtful++;
      }
      return { suggested, doubtful, next: nextIndexes.length };
    },
    learnedLabels: () => {
      const sums = labels.map((label) => ({ label, examples: 0, right: 0, suggested: 0, doubtful: 0 }));
      for (const index of judged()) {
        const of = sums[isSuggested(index) ? (likely[index] ?? 0) : (givenLabels[index] ?? 0)];
        if (of === undefined) continue;
        if (isSuggested(index)) {
          of.suggested++;
          continue;
        }
        of.examples++;
        if (isDoubtful(index)) of.doubtful++;
        else of.right++;
      }
      return sums.map(({ right, ...sum }) => ({ ...sum, recognised: told(right / Math.max(1, sum.examples)) }));
    },
    read: function* (list) {
      for (const [position, index] of indexesOf(list).entries()) {
        yield {
          position,
          imageId: ids[index] ?? '',
          label: labels[likely[index] ?? 0] ?? '',
          confidence: told(confidences[index] ?? 0),
          givenConfidence: isSuggested(index) ? null : told(givenConfidences[index] ?? 0),
          certain: certain[index] === 1,
          alternatives: alternativesOf(index),
          labelThen: labelsThen[index] ?? null,
          editedThen: edited[index] ?? false,
        };
      }
    },
  };
};
