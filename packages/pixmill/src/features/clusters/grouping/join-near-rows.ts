import type { Neighbours } from './nearest-neighbours.ts';

const PASSES = 3;
/** Part of a row's neighbours that must be of one group. */
const LEAST_SHARE = 0.5;

/**
 * Puts rows of no group into the group that most of their neighbours are in; what stays is alone in truth. Density in a
 * layout of few dimensions leaves out more than that.
 * @param groups changed in place; -1 for rows of none
 * @param strengths changed in place: the part of the neighbours
 */
export const joinNearRows = (
  groups: Int32Array,
  strengths: Float32Array,
  { count, indexes }: Pick<Neighbours, 'count' | 'indexes'>,
): void => {
  for (let pass = 0; pass < PASSES; pass++) {
    const joined = new Map<number, readonly [number, number]>();
    for (const [row, group] of groups.entries()) {
      if (group >= 0) continue;
      const votes = new Map<number, number>();
      for (let at = row * count; at < (row + 1) * count; at++) {
        const other = groups[indexes[at] ?? -1] ?? -1;
        if (other >= 0) votes.set(other, (votes.get(other) ?? 0) + 1);
      }
      for (const [other, number] of votes) {
        if (number > count * LEAST_SHARE) joined.set(row, [other, number / count]);
      }
    }
    if (joined.size === 0) return;
    for (const [row, [group, share]] of joined) {
      groups[row] = group;
      strengths[row] = share / 2;
    }
  }
};
