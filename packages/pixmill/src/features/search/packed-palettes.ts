import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { PALETTE_BYTES } from '../../library/palette-bytes.ts';
import { colourScore, nearestColour } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import { ID_BYTES, idAt } from './packed-rows.ts';

const RANK_BYTES = 4;
const ROW_BYTES = ID_BYTES + PALETTE_BYTES + RANK_BYTES;
/** Words and colours count the same. */
const COLOUR_WEIGHT = 0.5;

/** Packs the rows of a question that gives `image_id`, `palette` and `rank`: how well the words fit, negative if they do not. */
export const packPalettes = (rows: SQL): SQL =>
  sql`select string_agg(uuid_send(image_id) || palette || float4send(rank), ''::bytea) as packed from (${rows}) as rows`;

/** An image that shows a colour, and how well it fits. */
export type ScoredImage = { readonly at: number; readonly score: number };

/** Images packed by `packPalettes`. */
export type PackedPalettes = {
  readonly count: number;
  /** How many have the words. */
  readonly withWords: number;
  /** Those that have the words and show the colour. */
  readonly scored: (colour: AskedColour, options: { readonly wordsCount: boolean }) => ScoredImage[];
  /** For each image, those first that have the words: how far its nearest colour is. */
  readonly distances: (colour: AskedColour) => { readonly hasWords: boolean; readonly distance: number }[];
  /** Some of them, the best first, then the last written, with their ids. */
  readonly best: (
    scored: readonly ScoredImage[],
    place: { readonly offset: number; readonly limit: number },
  ) => { readonly id: string; readonly score: number }[];
};

/** Opens what a question of `packPalettes` answered. */
export const openPalettes = (packed: Buffer): PackedPalettes => {
  const offsets = Array.from({ length: packed.length / ROW_BYTES }, (_, row) => row * ROW_BYTES);
  const rankAt = (at: number): number => packed.readFloatBE(at + ID_BYTES + PALETTE_BYTES);
  return {
    count: offsets.length,
    withWords: offsets.reduce((count, at) => count + (rankAt(at) < 0 ? 0 : 1), 0),
    scored: (colour, { wordsCount }) => {
      const scored: ScoredImage[] = [];
      for (const at of offsets) {
        const rank = rankAt(at);
        const fit = rank < 0 ? 0 : colourScore(colour, packed, at + ID_BYTES);
        if (fit === 0) continue;
        const score = wordsCount ? COLOUR_WEIGHT * fit + (1 - COLOUR_WEIGHT) * Math.min(1, rank) : fit;
        scored.push({ at, score });
      }
      return scored;
    },
    distances: (colour) =>
      offsets.map((at) => ({ hasWords: rankAt(at) >= 0, distance: nearestColour(colour, packed, at + ID_BYTES) })),
    best: (scored, { offset, limit }) =>
      scored
        .toSorted((a, b) => b.score - a.score || b.at - a.at)
        .slice(offset, offset + limit)
        .map(({ at, score }) => ({ id: idAt(packed, at), score })),
  };
};
