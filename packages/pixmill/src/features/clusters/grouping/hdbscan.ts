import { squaredDistance, type Matrix } from './matrix.ts';

/** Groups by density. */
export type DensityGroups = {
  /** Number of the group of each row, from 0 in no particular order; -1 for those of none. */
  readonly groups: Int32Array;
  readonly count: number;
  /** How surely each row belongs to its group, 0..1. */
  readonly strengths: Float32Array;
};

/** Distances of 0 would be infinitely dense. */
const LEAST_DISTANCE = 1e-9;

/**
 * HDBSCAN (Campello, Moulavi and Sander, Density-based clustering based on hierarchical density estimates, 2013): groups of
 * at least `minSize` rows that stay together over the widest range of densities (excess of mass). Compares all pairs:
 * time grows with the square of the rows, memory does not.
 * @param options.mostSize a group of more rows is split where it can be
 * @param options.minSamples neighbours, the row itself among them, within which a row counts as dense
 * @param options.onProgress how much is done, 0..1
 */
export const hdbscan = (
  matrix: Matrix,
  {
    minSize,
    minSamples,
    mostSize = Infinity,
    onProgress = () => undefined,
  }: {
    readonly minSize: number;
    readonly minSamples: number;
    readonly mostSize?: number;
    readonly onProgress?: (done: number) => void;
  },
): DensityGroups => {
  const { rows } = matrix;
  if (rows < minSize || rows < 2) {
    return { groups: new Int32Array(rows).fill(-1), count: 0, strengths: new Float32Array(rows) };
  }
  const cores = coreDistances(matrix, minSamples, (done) => onProgress(done / 2));
  const edges = spanningTree(matrix, cores, (done) => onProgress(0.5 + done / 2));
  return groupsOf(condense(linkage(edges, rows), rows, minSize), { rows, mostSize });
};

const coreDistances = (
  { rows, columns, values }: Matrix,
  minSamples: number,
  onProgress: (done: number) => void,
): Float64Array => {
  const count = Math.max(1, Math.min(minSamples, rows));
  const cores = new Float64Array(rows);
  const nearest = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    nearest.fill(Infinity);
    for (let other = 0; other < rows; other++) {
      const distance = squaredDistance(values, row * columns, values, other * columns, columns);
      if (!(distance < (nearest[count - 1] ?? 0))) continue;
      let at = count - 1;
      for (; at > 0 && (nearest[at - 1] ?? 0) > distance; at--) nearest[at] = nearest[at - 1] ?? 0;
      nearest[at] = distance;
    }
    cores[row] = Math.sqrt(nearest[count - 1] ?? 0);
    if (row % 500 === 0) onProgress(row / rows);
  }
  return cores;
};

type Edges = { readonly from: Int32Array; readonly to: Int32Array; readonly distances: Float64Array };

/** The shortest tree over all rows by mutual reachability, by Prim; its edges from the shortest to the longest. */
const spanningTree = (
  { rows, columns, values }: Matrix,
  cores: Float64Array,
  onProgress: (done: number) => void,
): Edges => {
  const from = new Int32Array(rows - 1);
  const to = new Int32Array(rows - 1);
  const distances = new Float64Array(rows - 1);
  const nearest = new Float64Array(rows).fill(Infinity);
  const parents = new Int32Array(rows);
  const isIn = new Uint8Array(rows);
  let last = 0;
  for (let edge = 0; edge < rows - 1; edge++) {
    isIn[last] = 1;
    let next = -1;
    let least = Infinity;
    const core = cores[last] ?? 0;
    for (let row = 0; row < rows; row++) {
      if (isIn[row] === 1) continue;
      const reach = Math.max(core, cores[row] ?? 0);
      let known = nearest[row] ?? 0;
      if (reach < known) {
        const apart = Math.sqrt(squaredDistance(values, row * columns, values, last * columns, columns));
        const distance = Math.max(reach, apart);
        if (distance < known) {
          known = distance;
          nearest[row] = distance;
          parents[row] = last;
        }
      }
      if (known < least || next === -1) {
        least = known;
        next = row;
      }
    }
    from[edge] = parents[next] ?? 0;
    to[edge] = next;
    distances[edge] = least;
    last = next;
    if (edge % 500 === 0) onProgress(edge / rows);
  }
  const order = Array.from(distances.keys()).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
  return {
    from: Int32Array.from(order, (edge) => from[edge] ?? 0),
    to: Int32Array.from(order, (edge) => to[edge] ?? 0),
    distances: Float64Array.from(order, (edge) => distances[edge] ?? 0),
  };
};

/** A tree of merges: node `rows + n` joins two nodes at a distance; nodes below `rows` are rows. */
type Linkage = {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly sizes: Int32Array;
  readonly distances: Float64Array;
};

const linkage = ({ from, to, distances }: Edges, rows: number): Linkage => {
  const merges = rows - 1;
  const parents = Int32Array.from({ length: rows + merges }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while ((parents[root] ?? root) !== root) root = parents[root] ?? root;
    for (let at = node; at !== root;) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  const sizes = new Int32Array(merges);
  const sizeOf = (node: number): number => (node < rows ? 1 : (sizes[node - rows] ?? 0));
  for (let merge = 0; merge < merges; merge++) {
    const [a, b] = [find(from[merge] ?? 0), find(to[merge] ?? 0)];
    left[merge] = a;
    right[merge] = b;
    sizes[merge] = sizeOf(a) + sizeOf(b);
    parents[a] = rows + merge;
    parents[b] = rows + merge;
  }
  return { left, right, sizes, distances };
};

/** The tree without splits that only shed a few rows. */
type Condensed = {
  /** Of each cluster; the first one, which has all rows, is its own. */
  readonly parents: readonly number[];
  readonly stabilities: readonly number[];
  readonly sizes: readonly number[];
  /** The cluster that each row stayed in last, and the density (1 / distance) at which it left. */
  readonly lastCluster: Int32Array;
  readonly leftAt: Float64Array;
};

const condense = ({ left, right, sizes, distances }: Linkage, rows: number, minSize: number): Condensed => {
  const parents = [0];
  const clusterSizes = [rows];
  const births = [0];
  const stabilities = [0];
  const lastCluster = new Int32Array(rows);
  const leftAt = new Float64Array(rows);
  const sizeOf = (node: number): number => (node < rows ? 1 : (sizes[node - rows] ?? 0));

  const leave = (node: number, cluster: number, density: number): void => {
    const stack = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at >= rows) stack.push(left[at - rows] ?? 0, right[at - rows] ?? 0);
      else {
        lastCluster[at] = cluster;
        leftAt[at] = density;
      }
    }
  };

  // Merges at one distance are one: what it falls into when the distance is less.
  const partsOf = (node: number): number[] => {
    const parts: number[] = [];
    const stack = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const isOne = at !== node && (at < rows || distances[at - rows] !== distances[node - rows]);
      if (isOne) parts.push(at);
      else stack.push(left[at - rows] ?? 0, right[at - rows] ?? 0);
    }
    return parts;
  };

  const open = [{ node: rows + rows - 2, cluster: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, cluster } = next;
    const density = 1 / Math.max(LEAST_DISTANCE, distances[node - rows] ?? 0);
    const children = partsOf(node);
    const large = children.filter((child) => sizeOf(child) >= minSize);
    for (const child of children) {
      const stays = large.length === 1 && large[0] === child;
      if (stays) open.push({ node: child, cluster });
      else {
        stabilities[cluster] = (stabilities[cluster] ?? 0) + (density - (births[cluster] ?? 0)) * sizeOf(child);
        if (large.length > 1 && sizeOf(child) >= minSize) {
          parents.push(cluster);
          births.push(density);
          clusterSizes.push(sizeOf(child));
          stabilities.push(0);
          open.push({ node: child, cluster: parents.length - 1 });
        } else leave(child, cluster, density);
      }
    }
  }
  return { parents, stabilities, sizes: clusterSizes, lastCluster, leftAt };
};

const groupsOf = (
  { parents, stabilities, sizes, lastCluster, leftAt }: Condensed,
  { rows, mostSize }: { readonly rows: number; readonly mostSize: number },
): DensityGroups => {
  const best = [...stabilities];
  const ofChildren = stabilities.map(() => 0);
  const isChosen = stabilities.map(() => false);
  // Children stand behind their parents.
  for (let cluster = best.length - 1; cluster > 0; cluster--) {
    const children = ofChildren[cluster] ?? 0;
    const isSplit = children > 0 && (sizes[cluster] ?? 0) > mostSize;
    isChosen[cluster] = !isSplit && (stabilities[cluster] ?? 0) >= children;
    if (isChosen[cluster] !== true) best[cluster] = children;
    const parent = parents[cluster] ?? 0;
    ofChildren[parent] = (ofChildren[parent] ?? 0) + (best[cluster] ?? 0);
  }
  // The uppermost chosen one takes all below it; the whole is no group.
  const groupOf: number[] = [-1];
  let count = 0;
  for (let cluster = 1; cluster < best.length; cluster++) {
    const above = groupOf[parents[cluster] ?? 0] ?? -1;
    groupOf.push(above >= 0 || isChosen[cluster] !== true ? above : count++);
  }
  const groups = Int32Array.from(lastCluster, (cluster) => groupOf[cluster] ?? -1);
  const densest = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1;
    if (group >= 0) densest[group] = Math.max(densest[group] ?? 0, leftAt[row] ?? 0);
  }
  const strengths = Float32Array.from(groups, (group, row) =>
    group < 0 ? 0 : Math.min(1, (leftAt[row] ?? 0) / (densest[group] ?? 1)),
  );
  return { groups, count, strengths };
};
