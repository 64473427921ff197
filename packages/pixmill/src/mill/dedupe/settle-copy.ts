import { compareCopies } from './copy-order.ts';
import type { Copy } from './copy-order.ts';

/** A neighbour of a copy: an image near enough to show the same picture. */
export type Neighbour<C extends Copy> = {
  readonly copy: C;
  /** `same` where a person has said so; `chosen` where a person has said which of them is kept. */
  readonly kind: 'exact' | 'near' | 'same' | 'chosen';
  readonly distance: number;
};

/**
 * The images of a project as a graph: two of them are neighbours when they show the same picture. The functions speak of
 * the state that the changes made so far have led to.
 */
export type CopyGraph<C extends Copy> = {
  /** Kept images that are neighbours of this one, itself left out. */
  readonly keptNeighbours: (copy: C) => Promise<readonly Neighbour<C>[]>;
  /** Images that are duplicates only because this one is kept. */
  readonly dependents: (copy: C) => Promise<readonly C[]>;
  readonly keep: (copy: C) => void;
  readonly demote: (copy: C, better: Neighbour<C>) => void;
  /**
   * What people chose over an image: the kept one that stands for their choice, once that is settled. Such an image does not
   * compete. `null` leaves it to the rule. Left out where nobody chooses.
   */
  readonly chosenOver?: (copy: C) => Promise<{ readonly keeper: () => Promise<Neighbour<C> | null> } | null>;
  /** Images over which people chose one of those that were decided on, and that stand for another image than it does. */
  readonly followers?: () => Promise<readonly C[]>;
};

/**
 * Decides whether a new copy, or one whose better copy has gone, is kept, and puts right what follows from it.
 *
 * The rule: going through all images from the best to the worst, one is kept when no kept one is its neighbour. So the
 * kept set is a function of the images alone: the order in which downloads end, stops and repeats change nothing. A new
 * image only touches its neighbours: kept worse ones become its duplicates, and what they stood for is asked again.
 *
 * People stand above the rule: an image over which somebody chose another one is out of it, and goes where that one goes.
 */
export const settleCopy = async <C extends Copy>(graph: CopyGraph<C>, start: C): Promise<void> => {
  const open = new Map<string, C>([[start.id, start]]);
  const reopen = async (copy: C): Promise<void> => {
    for (const dependent of await graph.dependents(copy)) open.set(dependent.id, dependent);
  };
  while (open.size > 0) {
    const outside = await settleByRule(graph, open, reopen);
    for (const follower of (await graph.followers?.()) ?? []) outside.set(follower.id, follower);
    // All that competes is settled now: what people chose is kept, or stands for one that is.
    for (const copy of outside.values()) {
      const keeper = await (await graph.chosenOver?.(copy))?.keeper();
      if (keeper === null || keeper === undefined) continue;
      await reopen(copy);
      graph.demote(copy, keeper);
    }
  }
};

/** Settles what is open by the rule; returns what is out of it. */
const settleByRule = async <C extends Copy>(
  graph: CopyGraph<C>,
  open: Map<string, C>,
  reopen: (copy: C) => Promise<void>,
): Promise<Map<string, C>> => {
  const outside = new Map<string, C>();
  while (open.size > 0) {
    // Best first: whatever a decision sets free is worse than the image decided on, so nothing is asked twice.
    const copy = [...open.values()].toSorted(compareCopies)[0];
    if (copy === undefined) break;
    open.delete(copy.id);
    if (((await graph.chosenOver?.(copy)) ?? null) !== null) {
      outside.set(copy.id, copy);
      continue;
    }
    const neighbours = (await graph.keptNeighbours(copy)).toSorted((a, b) => compareCopies(a.copy, b.copy));
    const best = neighbours[0];
    if (best !== undefined && compareCopies(best.copy, copy) < 0) {
      graph.demote(copy, best);
      continue;
    }
    graph.keep(copy);
    for (const worse of neighbours) {
      await reopen(worse.copy);
      graph.demote(worse.copy, { copy, kind: worse.kind, distance: worse.distance });
    }
  }
  return outside;
};

/** Asks again about everything that was a duplicate of an image that is being taken out. */
export const releaseDependents = async <C extends Copy>(graph: CopyGraph<C>, gone: C): Promise<void> => {
  const dependents = (await graph.dependents(gone)).toSorted(compareCopies);
  const outside: C[] = [];
  for (const dependent of dependents) {
    // Where it goes is known when the others are settled.
    if (((await graph.chosenOver?.(dependent)) ?? null) !== null) outside.push(dependent);
    else await settleCopy(graph, dependent);
  }
  for (const dependent of outside) await settleCopy(graph, dependent);
};
