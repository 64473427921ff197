import { seededRandom } from '../../imaging/seeded-random.ts';
import { suggestionError } from './suggestions.errors.ts';

/** Fewest examples of a label: one is recognised by the other. */
const FEWEST = 2;
/** Labels that can be told apart in bearable time. */
const MOST_LABELS = 200;
/** Examples that are learned from; more teach hardly more, and all of their vectors are in memory at once. */
const MOST_EXAMPLES = 10_000;
/** Every example is held against every label, over and over. */
const MOST_PRODUCTS = 600_000;
/** Examples that a rare label keeps. */
const KEPT_OF_RARE = 12;
const SHOWN_LABELS = 5;

/** Which labels can be learned, in the order of their names. */
export const learnableLabels = (
  counts: ReadonlyMap<string, number>,
): { readonly labels: readonly string[]; readonly leftOut: readonly string[] } => {
  const names = [...counts.keys()].toSorted();
  const isEnough = (label: string): boolean => (counts.get(label) ?? 0) >= FEWEST;
  return { labels: names.filter(isEnough), leftOut: names.filter((label) => !isEnough(label)) };
};

/**
 * Checks that something can be learned from so many examples of each label. Throws `suggestions.no_examples`,
 * `.one_label`, `.too_few_examples`, `.too_many_labels`.
 */
export const assertLearnable = (counts: ReadonlyMap<string, number>): void => {
  const { labels, leftOut } = learnableLabels(counts);
  const [only] = counts.keys();
  if (only === undefined) throw suggestionError('suggestions.no_examples');
  if (counts.size === 1) throw suggestionError('suggestions.one_label', { label: only });
  if (labels.length < FEWEST) {
    const shown = leftOut.slice(0, SHOWN_LABELS).map((label) => `"${label}"`);
    const more = leftOut.length > shown.length ? ` and ${leftOut.length - shown.length} more` : '';
    throw suggestionError('suggestions.too_few_examples', { labels: shown.join(', ') + more });
  }
  if (labels.length > MOST_LABELS) {
    throw suggestionError('suggestions.too_many_labels', { count: labels.length, most: MOST_LABELS });
  }
};

/**
 * Chooses the examples that are learned from: all while they are few, else of each label its share, and more of rare ones.
 * The same examples give the same choice.
 *
 * @param labels for each image the number of its label; below 0 it is no example
 * @returns their numbers, in their order
 */
export const chooseExamples = (labels: Int32Array, labelCount: number): number[] => {
  const groups = Array.from({ length: labelCount }, (): number[] => []);
  for (const [index, label] of labels.entries()) groups[label]?.push(index);
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const budget = Math.min(MOST_EXAMPLES, Math.floor(MOST_PRODUCTS / labelCount));
  if (total <= budget) return groups.flat().toSorted((a, b) => a - b);
  const random = seededRandom(3);
  return groups
    .flatMap((group) => {
      const quota = Math.max(KEPT_OF_RARE, Math.floor((group.length * budget) / total));
      // The first of each when all are put into a random order.
      const order = group
        .map((index) => ({ index, at: random() }))
        .toSorted((a, b) => a.at - b.at || a.index - b.index);
      return order.slice(0, quota).map(({ index }) => index);
    })
    .toSorted((a, b) => a - b);
};
