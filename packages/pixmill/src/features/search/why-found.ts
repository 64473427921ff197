import type { FoundImage } from './search.service.ts';

type Matches = FoundImage['matches'];

/** Every word of an image that was looked for, once. */
export const wordsFound = (matches: Matches): string[] => [
  ...new Set(matches.flatMap((match) => ('words' in match ? match.words : []))),
];

/** How far the nearest colour of an image is from the one that was looked for (0..100). */
export const nearestColour = (matches: Matches): number =>
  // Colours are stored rounded: one at the very edge may not be found again.
  Math.min(100, ...matches.flatMap((match) => ('hex' in match ? [match.distance] : [])));
