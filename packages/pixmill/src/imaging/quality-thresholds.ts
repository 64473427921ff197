import type { CleanvisionScores, Inspection } from './inspection.ts';

/** One check over a stored score: it fails when the score is below the threshold. */
export type QualityCheck = {
  /** cleanvision's name of the issue. */
  readonly name: string;
  readonly threshold: number;
  /** What a picture looks like that fails, for people. */
  readonly meaning: string;
};

/** cleanvision 0.3's checks with its default thresholds, by the key of the score in `Inspection.scores`. */
export const QUALITY_CHECKS = {
  dark: {
    name: 'dark',
    threshold: 0.32,
    meaning: 'Even the brightest 1 % of its pixels are dark.',
  },
  light: {
    name: 'light',
    threshold: 0.05,
    meaning: 'Even the darkest 5 % of its pixels are almost white.',
  },
  oddAspectRatio: {
    name: 'odd_aspect_ratio',
    threshold: 0.35,
    meaning: 'Nearly three times as long as wide, or more.',
  },
  lowInformation: {
    name: 'low_information',
    threshold: 0.3,
    meaning: 'Less than 3 bits of entropy: hardly more than a few flat colours.',
  },
  blurry: {
    name: 'blurry',
    threshold: 0.29,
    meaning: 'Hardly any edges, even at 64 pixels.',
  },
} as const satisfies { readonly [Score in keyof CleanvisionScores]: QualityCheck };

/** Facts beyond cleanvision that are worth a flag; never a reason to reject on their own. */
export const QUALITY_FLAGS: readonly {
  readonly name: string;
  readonly meaning: string;
  readonly applies: (image: Pick<Inspection, 'greyscale' | 'hashable' | 'frames' | 'warnings'>) => boolean;
}[] = [
  { name: 'greyscale', meaning: 'Holds no colour, whatever mode the file is in.', applies: (image) => image.greyscale },
  {
    name: 'flat',
    meaning: 'So plain that it looks like a placeholder; its perceptual hashes mean nothing.',
    applies: (image) => !image.hashable,
  },
  {
    name: 'animated',
    meaning: 'Has several frames or pages; only the first was measured.',
    applies: (image) => image.frames > 1,
  },
  {
    name: 'damaged',
    meaning: 'The decoder complained, but every pixel was there.',
    applies: ({ warnings }) => warnings.includes('damaged'),
  },
];
