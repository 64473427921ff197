import { compareCopies } from './copy-order.ts';
import type { Copy } from './copy-order.ts';

/** A neighbour of a copy: an image near enough to show the same picture. */
export type Neighbour<C extends Copy> = {
  readonly copy: C;
  readonly kind: 'exact' | 'near';
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
};

/**
 * Decides whether a new copy, or one whose better copy has gone, is kept, and puts right what follows from it.
 *
 * The rule: going through all images from the best to the worst, one is kept when no kept one is its neighbour. So the
 * kept set is a function of the images alone: the order in which downloads end, stops and repeats change nothing. A new
 * image only touches its neighbours: kept worse ones become its duplicates, and what they stood for is asked again.
 */
export const settleCopy = async <C extends Copy>(graph: CopyGraph<C>, start: C): Promise<void> => {
  const open = new Map<string, C>([[start.id, start]]);
  while (open.size > 0) {
    // Best first: whatever a decision sets free is worse than the image decided on, so nothing is asked twice.
    const copy = [...open.values()].toSorted(compareCopies)[0];
    if (copy === undefined) return;
    open.delete(copy.id);
    const neighbours = (await graph.keptNeighbours(copy)).toSorted((a, b) => compareCopies(a.copy, b.copy));
    const best = neighbours[0];
    if (best !== undefined && compareCopies(best.copy, copy) < 0) {
      graph.demote(copy, best);
      continue;
    }
    graph.keep(copy);
    for (const worse of neighbours) {
      for (const dependent of await graph.dependents(worse.copy)) open.set(dependent.id, dependent);
      graph.demote(worse.copy, { copy, kind: worse.kind, distance: worse.distance });
    }
  }
};

/** Asks again about everything that was a duplicate of an image that is being taken out. */
export const releaseDependents = async <C extends Copy>(graph: CopyGraph<C>, gone: C): Promise<void> => {
  const dependents = await graph.dependents(gone);
  for (const dependent of dependents.toSorted(compareCopies)) await settleCopy(graph, dependent);
};
