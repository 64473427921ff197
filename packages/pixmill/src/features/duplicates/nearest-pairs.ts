/** Vectors of one length, packed: 8 bits a number, and what to multiply them by. */
export type PackedVectors = {
  readonly count: number;
  readonly dimensions: number;
  readonly numbers: Int8Array;
  readonly scales: Float32Array;
};

/** Two vectors, the lower index first, and their cosine. */
export type NearestPair = { readonly a: number; readonly b: number; readonly cosine: number };

/** With more comparisons than this, vectors are sorted into lists first, and only those in the nearest lists are compared. */
const MOST_COMPARED = 5e7;
/** Lists in which a vector stands, and those that are looked through for it. */
const LISTS_EACH = 2;
const LISTS_ASKED = 4;
const LISTS_ASKED_TURNED = 2;

const dot = (x: Int8Array, from: number, y: Int8Array, at: number, length: number): number => {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += (x[from + index] ?? 0) * (y[at + index] ?? 0);
  return sum;
};

/** The nearest lists of a vector: those whose middle is most alike. */
const nearestLists = (vectors: PackedVectors, middles: readonly number[], query: Int8Array, most: number): number[] => {
  const { numbers, scales, dimensions } = vectors;
  const best: { readonly list: number; readonly likeness: number }[] = [];
  for (const [list, middle] of middles.entries()) {
    const likeness = dot(query, 0, numbers, middle * dimensions, dimensions) * (scales[middle] ?? 0);
    const last = best.at(-1);
    if (best.length >= most && last !== undefined && likeness <= last.likeness) continue;
    best.push({ list, likeness });
    best.sort((a, b) => b.likeness - a.likeness);
    if (best.length > most) best.pop();
  }
  return best.map(({ list }) => list);
};

/**
 * The nearest vectors of each that is new: at most `most` others of a cosine of at least `least`. Each pair once, by its
 * first vector. `turns` are ways to put the numbers of a vector in another order (the first leaves them): a pair counts by
 * the nearest of them.
 */
export const findNearestPairs = (
  vectors: PackedVectors,
  {
    isNew,
    most,
    least,
    turns = [],
  }: {
    /** 1 for vectors that are compared with all others. */
    readonly isNew: Uint8Array;
    readonly most: number;
    readonly least: number;
    readonly turns?: readonly Uint16Array[];
  },
): NearestPair[] => {
  const { count, dimensions, numbers, scales } = vectors;
  const fresh = isNew.reduce((sum, flag) => sum + flag, 0);
  const inLists = fresh * count * Math.max(1, turns.length) > MOST_COMPARED;
  const middles = inLists ? spread(count, Math.ceil(Math.sqrt(count))) : [];
  const lists: number[][] = middles.map(() => []);
  if (inLists) {
    for (let index = 0; index < count; index++) {
      const query = numbers.subarray(index * dimensions, (index + 1) * dimensions);
      for (const list of nearestLists(vectors, middles, query, LISTS_EACH)) lists[list]?.push(index);
    }
  }
  const everything = inLists ? [] : Array.from({ length: count }, (_, index) => index);
  const pairs = new Map<number, NearestPair>();
  const seen = new Int32Array(count).fill(-1);
  const query = new Int8Array(dimensions);
  const orders = turns.length === 0 ? [null] : turns;
  for (let index = 0; index < count; index++) {
    if (isNew[index] !== 1) continue;
    const found: { readonly other: number; readonly cosine: number }[] = [];
    const own = numbers.subarray(index * dimensions, (index + 1) * dimensions);
    for (const [turn, order] of orders.entries()) {
      if (order === null) query.set(own);
      else for (let at = 0; at < dimensions; at++) query[order[at] ?? at] = own[at] ?? 0;
      const asked = turn === 0 ? LISTS_ASKED : LISTS_ASKED_TURNED;
      const groups = inLists
        ? nearestLists(vectors, middles, query, asked).map((list) => lists[list] ?? [])
        : [everything];
      const mark = index * orders.length + turn;
      for (const group of groups) {
        for (const other of group) {
          if (other === index || seen[other] === mark) continue;
          seen[other] = mark;
          const cosine =
            dot(query, 0, numbers, other * dimensions, dimensions) * (scales[index] ?? 0) * (scales[other] ?? 0);
          if (cosine < least) continue;
          const last = found.at(-1);
          if (found.length >= most && last !== undefined && cosine <= last.cosine) continue;
          const before = found.findIndex((entry) => entry.other === other);
          if (before >= 0) {
            if ((found[before]?.cosine ?? 0) >= cosine) continue;
            found.splice(before, 1);
          }
          found.push({ other, cosine });
          found.sort((a, b) => b.cosine - a.cosine);
          if (found.length > most) found.pop();
        }
      }
    }
    for (const { other, cosine } of found) {
      const [a, b] = index < other ? [index, other] : [other, index];
      const key = a * count + b;
      if ((pairs.get(key)?.cosine ?? -1) < cosine) pairs.set(key, { a, b, cosine });
    }
  }
  return [...pairs.values()].sort((x, y) => x.a - y.a || x.b - y.b);
};

/** Indexes that lie evenly in a list; ids sort by time, so that these are of all times. */
const spread = (count: number, most: number): number[] =>
  Array.from({ length: Math.min(count, most) }, (_, index) => Math.floor((index * count) / most));
