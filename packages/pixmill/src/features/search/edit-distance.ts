/**
 * Typing mistakes between two words: letters added, left out, replaced or swapped with their neighbour (optimal string
 * alignment). More than `most` is given as `most + 1`.
 */
export const editDistance = (a: string, b: string, most: number): number => {
  const from = Array.from(a);
  const to = Array.from(b);
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = current;
  }
  return Math.min(last[to.length] ?? 0, most + 1);
};

/** How many mistakes a word of this length may have. */
export const allowedMistakes = (length: number): number => (length <= 4 ? 1 : length <= 8 ? 2 : 3);

/** Of words that look alike, those with the fewest mistakes to a given one; none when all have too many. */
export const nearestWords = (given: string, words: readonly string[], most: number): string[] => {
  const allowed = allowedMistakes(Array.from(given).length);
  const near = words
    .map((word) => ({ word, mistakes: editDistance(given, word, allowed) }))
    .filter(({ mistakes }) => mistakes <= allowed);
  const least = Math.min(...near.map(({ mistakes }) => mistakes));
  return near
    .filter(({ mistakes }) => mistakes === least)
    .slice(0, most)
    .map(({ word }) => word);
};
