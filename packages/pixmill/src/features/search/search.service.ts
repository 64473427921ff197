import { hexToOklab } from '../../library/palette-bytes.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Queryable } from '../../platform/database/database.ts';
import { hasExamples } from './asked-images.ts';
import type { AskedImages, Asker, FoundByWay, FoundIds } from './asked-images.ts';
import { colourDistance } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import { readFound, withIndexes } from './found-images.repository.ts';
import { searchFused } from './fused-search.service.ts';
import { matchWords, wordsOfImages } from './match-words.ts';
import type { WordMatch } from './match-words.ts';
import { askedColour, searchPlainly } from './plain-search.service.ts';
import type { SearchParts } from './search-parts.ts';
import { readStems } from './text-search.repository.ts';

/** A colour of an image that was looked for. */
export type ColourMatch = {
  readonly field: 'colors';
  readonly hex: string;
  readonly share: number;
  /** 0..100, as tolerances. */
  readonly distance: number;
};

/** An image that was found, how well it fits (0..1), and why. */
export type FoundImage = {
  readonly image: ImageRow;
  readonly score: number;
  readonly matches: readonly (WordMatch | ColourMatch)[];
  readonly ways: readonly FoundByWay[];
};

/** A page of what was found. */
export type FoundPage = {
  readonly total: number;
  readonly found: readonly FoundImage[];
  /** Ways that could not be asked now, a sentence each. */
  readonly notices: readonly string[];
};

/**
 * Finds a person's images. Words that none of them has are taken for typing mistakes. Throws `search.no_image` for examples
 * that are not there.
 */
export const searchImages = async (parts: SearchParts, principal: Asker, asked: AskedImages): Promise<FoundPage> => {
  const { db, vectors } = parts;
  const encoders = asked.text === null && !hasExamples(asked) ? [] : ((await vectors?.textEncoders()) ?? []);
  const isPlain = !hasExamples(asked) && encoders.length === 0;
  if (!isPlain) {
    const page = await searchFused(parts, principal, asked, encoders);
    return withIndexes(db, (tx) => readPage(tx, principal, asked, page));
  }
  return withIndexes(db, async (tx) => readPage(tx, principal, asked, await searchPlainly(tx, principal, asked)));
};

/** Reads the images of a page, and what in them was looked for. */
const readPage = async (
  db: Queryable,
  principal: Asker,
  asked: AskedImages,
  { total, ids, query, notices }: FoundIds,
): Promise<FoundPage> => {
  const rows = await readFound(
    db,
    principal,
    ids.map(({ id }) => id),
  );
  const byId = new Map(ids.map((found) => [found.id, found]));
  const colour = askedColour(asked);
  const wanted = query?.wanted ?? [];
  const stems = wanted.length === 0 ? new Map<string, string>() : await readStems(db, wordsOfImages(rows));
  const found = rows.map((image) => {
    const { score = 0, ways = [] } = byId.get(image.id) ?? {};
    return {
      image,
      score: round(Math.max(0, Math.min(1, score))),
      matches: [
        ...(wanted.length === 0 ? [] : matchWords(image, wanted, stems)),
        ...(colour === null ? [] : matchColours(image, colour)),
      ],
      ways: ways.map((way) => ({ ...way, score: round(way.score) })),
    };
  });
  return { total, found, notices };
};

const round = (score: number): number => Math.round(score * 10_000) / 10_000;

const matchColours = (image: ImageRow, asked: AskedColour): ColourMatch[] =>
  image.measures.palette.flatMap(({ hex, share }) => {
    const { isNear, distance } = colourDistance(asked, hexToOklab(hex));
    return isNear ? [{ field: 'colors' as const, hex, share, distance }] : [];
  });
