/** How far two groupings of the same things agree: 1 wholly, about 0 by chance (Hubert and Arabie, 1985). */
export const adjustedRandIndex = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const count = (keys: readonly (string | number)[]): number => {
    const sizes = new Map<string | number, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
  };
  const [a, b] = [Array.from(one), Array.from(other)];
  const together = count(a.map((group, at) => `${group} ${b[at]}`));
  const [inOne, inOther] = [count(a), count(b)];
  const expected = (inOne * inOther) / pairs(a.length);
  const most = (inOne + inOther) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
};
