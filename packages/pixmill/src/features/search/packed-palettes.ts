import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { PALETTE_BYTES } from '../../library/palette-bytes.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { colourScore } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import { ID_BYTES, idOf, newestFirst, readPacks } from './packed-rows.ts';
import type { PackedRow } from './packed-rows.ts';
import type { Ranking } from './ranked-pages.ts';

const RANK_BYTES = 4;
const ROW_BYTES = ID_BYTES + PALETTE_BYTES + RANK_BYTES;
/** Words and colours count the same. */
const COLOUR_WEIGHT = 0.5;

/** Instead of a rank: the image does not have the words; it has them, but does not fulfil the filter. */
export const WITHOUT_WORDS = -2;
export const FILTERED_OUT = -1;

/** Reads the rows of a question that gives `image_id`, `palette` and `rank`: how well the words fit, or that it is no match. */
export const readPalettes = (db: Queryable, rows: SQL): Promise<Buffer[]> =>
  readPacks(db, { columns: sql`palette || float4send(rank)`, rows });

/** A packed image, and how well its words, its colours and both fit, 0 to 1 each. */
export type ScoredImage = PackedRow & { readonly rank: number; readonly fit: number; readonly score: number };

/** Every image of these packs that shows the colour, whatever its rank. */
export const scorePalettes = (
  packs: readonly Buffer[],
  colour: AskedColour,
  { wordsCount }: { readonly wordsCount: boolean },
): ScoredImage[] => {
  const scored: ScoredImage[] = [];
  for (const pack of packs) {
    for (let at = 0; at < pack.length; at += ROW_BYTES) {
      const fit = colourScore(colour, pack, at + ID_BYTES);
      if (fit === 0) continue;
      const rank = rankAt(pack, at);
      const score = wordsCount ? COLOUR_WEIGHT * fit + (1 - COLOUR_WEIGHT) * Math.min(1, rank) : fit;
      scored.push({ pack, at, rank, fit, score });
    }
  }
  return scored;
};

/** How well colours must fit for a score of at least this, with words of this rank. */
export const fitForScore = (score: number, rank: number): number =>
  (score - (1 - COLOUR_WEIGHT) * Math.min(1, rank)) / COLOUR_WEIGHT;

const rankAt = (pack: Buffer, at: number): number => pack.readFloatBE(at + ID_BYTES + PALETTE_BYTES);

/** How many images are packed, and how many of them have the words. */
export const countPalettes = (packs: readonly Buffer[]): { readonly count: number; readonly withWords: number } => {
  let count = 0;
  let withWords = 0;
  for (const pack of packs) {
    for (let at = 0; at < pack.length; at += ROW_BYTES) {
      count++;
      if (rankAt(pack, at) > WITHOUT_WORDS) withWords++;
    }
  }
  return { count, withWords };
};

/** The best first, of equal ones the last written. */
export const rankPalettes = (scored: readonly ScoredImage[]): Ranking => {
  const sorted = scored.toSorted((a, b) => b.score - a.score || newestFirst(a, b));
  return {
    count: sorted.length,
    slice: (start, end) =>
      sorted.slice(start, end).map((image) => ({
        id: idOf(image),
        score: image.score,
        parts: { words: Math.min(1, image.rank), color: image.fit },
      })),
  };
};
