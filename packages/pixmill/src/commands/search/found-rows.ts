import { nearestColour, wordsFound } from '../../features/search/why-found.ts';
import type { FoundImage } from '../../features/search/search.service.ts';
import type { SimilarImage } from '../../features/search/similar.service.ts';

/** An image of an answer as a command shows it. */
export type FoundRow = {
  /** 0..1: of a search 1 is best, of a likeness 0 is the same picture. */
  readonly score: number;
  readonly why: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly imageId: string;
};

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const isSimilar = (found: FoundImage | SimilarImage): found is SimilarImage => 'likeness' in found;

/** Tells of one image how well it fits and why. */
export const foundRow = (found: FoundImage | SimilarImage): FoundRow =>
  isSimilar(found) ? similarRow(found) : searchRow(found);

const similarRow = ({ image, model, likeness: { tier, by, distance, bits, cosine } }: SimilarImage): FoundRow => {
  const told = {
    bytes: 'bytes',
    pixels: 'pixels',
    hash: `${bits ?? 0} bits`,
    embedding: `cosine ${cosine?.toFixed(2) ?? ''}`,
    look: 'look',
  } as const;
  return {
    imageId: image.id,
    score: round(distance),
    why: `${tier} (${told[by]})`,
    details: { distance: round(distance), tier, by, ...(model === undefined ? {} : { model, cosine }), bits },
  };
};

const MOST_WORDS = 3;

const searchRow = ({ image, score, matches, ways }: FoundImage): FoundRow => {
  const words = wordsFound(matches);
  const colour = nearestColour(matches);
  const why = ways.map(({ way, rank, score: fit }) => {
    const place = rank === undefined ? way : `${way} #${rank}`;
    if (way === 'words') return [place, ...words.slice(0, MOST_WORDS)].join(' ');
    return way === 'color' ? `${place} ±${colour}` : `${place} ${fit.toFixed(2)}`;
  });
  return { imageId: image.id, score, why: why.join(', '), details: { score, why: ways, words } };
};
