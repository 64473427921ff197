/**
 * The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): the larger, the less the first places
 * of one way outweigh being found by several.
 */
export const RECIPROCAL_RANK_K = 60;

/** A way to find images. */
export type Way = 'words' | 'meaning' | 'color' | 'likeness';

/** What one way found: the place (from 1) of each image. */
export type WayPlaces = { readonly way: Way; readonly places: ReadonlyMap<string, number> };

/** An image, and how well all ways together place it: 1 is first in every way. */
export type FusedImage = { readonly id: string; readonly score: number };

/**
 * Places of images whose scores are in order, the best first; equal scores share the first of their places, so that no way
 * tells images apart that it cannot.
 */
export const placesOf = (scores: ReadonlyMap<string, number>): Map<string, number> => {
  const places = new Map<string, number>();
  let [place, last] = [0, Number.NaN];
  for (const [id, score] of scores) {
    if (score !== last) [place, last] = [places.size + 1, score];
    places.set(id, place);
  }
  return places;
};

/**
 * Fuses ways by reciprocal rank: an image gets 1 / (k + place) from each way that found it, over the most that all ways
 * together can give. The best first, of equal ones the newest (ids grow with time).
 * @param among the images that count; without it, all that any way found
 */
export const fuseByRank = (ways: readonly WayPlaces[], among?: ReadonlySet<string>): FusedImage[] => {
  const sums = new Map<string, number>();
  for (const { places } of ways) {
    for (const [id, place] of places) {
      if (among !== undefined && !among.has(id)) continue;
      sums.set(id, (sums.get(id) ?? 0) + 1 / (RECIPROCAL_RANK_K + place));
    }
  }
  const most = ways.length / (RECIPROCAL_RANK_K + 1);
  return Array.from(sums, ([id, sum]) => ({ id, score: Math.min(1, sum / most) })).toSorted(
    (a, b) => b.score - a.score || (a.id < b.id ? 1 : -1),
  );
};
