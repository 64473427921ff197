import { seededRandom } from '../../../imaging/seeded-random.ts';
import { findGroups, type FindOptions, type FoundGroups } from './find-groups.ts';
import { mapPlaces } from './map-places.ts';
import type { Matrix } from './matrix.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { principalComponents } from './principal-components.ts';
import { representatives } from './representatives.ts';

const COMPONENTS = 50;
const NEIGHBOURS = 15;
const REPRESENTATIVES = 9;

/** What is found in many vectors: their groups, and a map of them. */
export type Grouping = Omit<FoundGroups, 'groups'> & {
  /** Number of each row's group: 0 is the largest one; -1 for outliers. */
  readonly groups: Int32Array;
  /** Rows of each group that stand for it, the one in its middle first. */
  readonly representatives: readonly (readonly number[])[];
  /** x and y of each row. */
  readonly places: Float32Array;
  readonly isMapKept: boolean;
};

/**
 * Groups vectors and draws a map of them. The same vectors in the same order give the same.
 * @param matrix rows of unit length
 * @param options.earlier x and y of each row on an earlier map, NaN for rows that it did not have
 * @param options.onProgress how much is done, 0..1
 */
export const groupVectors = (
  matrix: Matrix,
  {
    options,
    earlier,
    onProgress = () => undefined,
  }: {
    readonly options: FindOptions;
    readonly earlier: Float32Array | null;
    readonly onProgress?: (done: number) => void;
  },
): Grouping => {
  const part = (from: number, to: number) => (done: number) => onProgress(from + (to - from) * done);
  const components = principalComponents(matrix, COMPONENTS);
  onProgress(0.1);
  const neighbours = nearestNeighbours(components, {
    count: NEIGHBOURS,
    random: seededRandom(1),
    onProgress: part(0.1, 0.35),
  });
  const found = findGroups(components, neighbours, { options, onProgress: part(0.35, 0.65) });
  const { places, isKept } = mapPlaces(components, {
    neighbours,
    earlier,
    random: seededRandom(2),
    onProgress: part(0.65, 0.98),
  });
  const { groups, members } = bySize(found.groups);
  const chosen = members.map((rows) => representatives(components, rows, REPRESENTATIVES));
  return { ...found, groups, representatives: chosen, places, isMapKept: isKept };
};

/** Numbers groups by their size, the largest first; of equal ones, the one whose first row comes first. */
const bySize = (
  groups: Int32Array,
): { readonly groups: Int32Array; readonly members: readonly (readonly number[])[] } => {
  const found = Map.groupBy(groups.keys(), (row) => groups[row] ?? -1);
  found.delete(-1);
  const members = [...found.values()].toSorted((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const numbered = new Int32Array(groups.length).fill(-1);
  for (const [number, rows] of members.entries()) for (const row of rows) numbered[row] = number;
  return { groups: numbered, members };
};
