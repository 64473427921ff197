import type { Findings } from '../findings.ts';

/** The likeliest classes of a row of probabilities, those below `least` left out, at most `most`. */
export const readClasses = (
  row: Float32Array,
  {
    names,
    firstClass,
    least,
    most,
  }: {
    readonly names: readonly string[];
    readonly firstClass: number;
    readonly least: number;
    readonly most: number;
  },
): NonNullable<Findings['classes']> =>
  Array.from(row, (probability, index) => ({ name: names[index] ?? String(index), probability, index }))
    .filter(({ probability, index }) => index >= firstClass && probability >= least)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, most)
    .map(({ name, probability }) => ({ name, probability }));

/** Ratings of a row of probabilities. */
export const readRating = (
  row: Float32Array,
  { names, unsafe }: { readonly names: readonly string[]; readonly unsafe: readonly string[] },
): NonNullable<Findings['rating']> => {
  const byName = Object.fromEntries(names.map((name, index) => [name, row[index] ?? 0]));
  return {
    byName,
    unsafe: Math.min(
      1,
      unsafe.reduce((sum, name) => sum + (byName[name] ?? 0), 0),
    ),
  };
};

/** A copy of unit length; all zeros stay zeros. */
export const unitVector = (row: Float32Array): Float32Array => {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  return length === 0 ? row.slice() : row.map((value) => value / length);
};

/** Part of a map of probabilities that is above `least`. */
export const shareAbove = (map: Float32Array, least: number): number => {
  let above = 0;
  for (const value of map) if (value > least) above++;
  return map.length === 0 ? 0 : above / map.length;
};
