import { oklabDistance } from '../../imaging/oklab.ts';
import { readyShape, shapeDistance, turnedShapes } from '../../imaging/shape-distance.ts';
import type { ImageLook } from '../../library/image-look.ts';
import { unpackPalette } from '../../library/palette-bytes.ts';
import type { SharedColour } from '../../library/palette-bytes.ts';

/** A look as it is compared. */
export type ComparedLook = Pick<ImageLook, 'palette' | 'shape'>;

/** One way to tell how alike looks are; embeddings are compared elsewhere (likeness-tiers.rules.ts). */
export type SimilarityScorer = {
  readonly name: string;
  /** What the scorer adds to the whole at the most. */
  readonly most: number;
  /** Makes ready what is asked about; the result tells of any other look how far it is, 0 to `most`. */
  readonly scorer: (asked: ComparedLook) => (other: ComparedLook) => number;
};

const MOST_SHAPE = 1.2;

const byShape: SimilarityScorer = {
  name: 'shape',
  most: MOST_SHAPE,
  scorer: ({ shape }) => {
    const turns = turnedShapes(shape).map(readyShape);
    return (other) => Math.min(MOST_SHAPE, shapeDistance(turns, other.shape));
  },
};

const PALETTE_WEIGHT = 0.5;
/** Colours that are further apart are just different. */
const MOST_COLOUR = 0.3;

/** Mean distance (OKLab) of the colours of one palette from the nearest ones of another. */
const paletteGap = (from: readonly SharedColour[], to: readonly SharedColour[]): number => {
  let gap = 0;
  for (const { lab, share } of from) {
    let least = MOST_COLOUR;
    for (const other of to) least = Math.min(least, oklabDistance(lab, other.lab));
    gap += share * least;
  }
  return Math.min(MOST_COLOUR, gap);
};

const byPalette: SimilarityScorer = {
  name: 'palette',
  most: PALETTE_WEIGHT * MOST_COLOUR,
  scorer: ({ palette }) => {
    const asked = unpackPalette(palette);
    return (other) => {
      const colours = unpackPalette(other.palette);
      return (PALETTE_WEIGHT * (paletteGap(asked, colours) + paletteGap(colours, asked))) / 2;
    };
  },
};

/** Every way in use; their sum decides. */
const SIMILARITY_SCORERS: readonly SimilarityScorer[] = [byShape, byPalette];

/** Compares one look with many: 0 is the same picture, 1 has nothing in common. */
export const compareWith = (asked: ComparedLook, scorers = SIMILARITY_SCORERS): ((other: ComparedLook) => number) => {
  const most = scorers.reduce((sum, scorer) => sum + scorer.most, 0);
  const ready = scorers.map(({ scorer }) => scorer(asked));
  return (other) => ready.reduce((sum, distance) => sum + distance(other), 0) / most;
};
