import { seededRandom } from '../../../imaging/seeded-random.ts';

const MOST_FOLDS = 5;

/** The same order for the same seed (Fisher and Yates). */
export const shuffled = (numbers: readonly number[], random: () => number): number[] => {
  const order = [...numbers];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
};

/** The examples of each label, by their numbers. */
const byLabel = (labels: ArrayLike<number>, count: number): number[][] => {
  const groups = Array.from({ length: count }, (): number[] => []);
  for (let index = 0; index < labels.length; index++) groups[labels[index] ?? 0]?.push(index);
  return groups;
};

/**
 * Puts examples into folds, each label evenly into all of them: a label of two examples is learned from either for the
 * other. Returns the fold of each.
 */
export const foldsOf = (
  labels: ArrayLike<number>,
  count: number,
): { readonly folds: number; readonly of: Uint8Array } => {
  const random = seededRandom(2);
  const groups = byLabel(labels, count);
  const folds = Math.min(MOST_FOLDS, Math.max(...groups.map((group) => group.length)));
  const of = new Uint8Array(labels.length);
  let next = 0;
  // Going on where the label before ended keeps the folds of one size.
  for (const group of groups) for (const index of shuffled(group, random)) of[index] = next++ % folds;
  return { folds, of };
};

/** The numbers of the examples that are in a fold, and those that are not. */
export const splitAt = (of: Uint8Array, fold: number): { readonly inside: number[]; readonly outside: number[] } => {
  const inside: number[] = [];
  const outside: number[] = [];
  for (const [index, its] of of.entries()) (its === fold ? inside : outside).push(index);
  return { inside, outside };
};
