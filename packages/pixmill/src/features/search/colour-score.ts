import { oklabDistance } from '../../imaging/oklab.ts';
import type { Oklab } from '../../imaging/oklab.ts';
import { LEAST_SHARE } from '../../library/look-keys.ts';
import { AXIS_STEPS, COLOUR_BYTES, LIGHTNESS_STEPS, PALETTE_BYTES, SHARE_STEPS } from '../../library/palette-bytes.ts';

/** A colour that is looked for. */
export type AskedColour = {
  readonly lab: Oklab;
  /** Largest distance in OKLab. */
  readonly radius: number;
};

/** Tolerance 100 is the distance of black and white, which is 1 in OKLab. */
export const TOLERANCE_UNIT = 0.01;

/** How much of the score the nearest colour makes, and how much the share of the picture that is near. */
const NEARNESS_WEIGHT = 0.5;
/** Stored colours are rounded by less than this. */
const ROUNDING = 0.004;

/** How far from it a colour may be that counts. */
export const reachOf = ({ radius }: AskedColour): number => radius + ROUNDING;

/**
 * How well a packed palette at `offset` fits a colour: 0 is not at all, 1 is a picture of that colour only. Half of it says
 * how near the nearest colour is (1 at the colour itself, 0 at the edge of the tolerance), half how much of the picture is
 * near (the square root of the shares, each as much as it is near).
 */
export const colourScore = (asked: AskedColour, bytes: Buffer, offset = 0): number => {
  const [lightness, a, b] = asked.lab;
  const reach = reachOf(asked);
  let nearest = 0;
  let covered = 0;
  // Runs for tens of thousands of colours a search.
  for (let at = offset; at < offset + PALETTE_BYTES; at += COLOUR_BYTES) {
    const share = (bytes[at + 3] ?? 0) / SHARE_STEPS;
    if (share === 0) break;
    if (share < LEAST_SHARE) continue;
    const l = (bytes[at] ?? 0) / LIGHTNESS_STEPS - lightness;
    const da = (((bytes[at + 1] ?? 0) << 24) >> 24) / AXIS_STEPS - a;
    const db = (((bytes[at + 2] ?? 0) << 24) >> 24) / AXIS_STEPS - b;
    const square = l * l + da * da + db * db;
    if (square > reach * reach) continue;
    const nearness = 1 - Math.max(0, Math.sqrt(square) - ROUNDING) / reach;
    if (nearness > nearest) nearest = nearness;
    covered += nearness * share;
  }
  return nearest === 0 ? 0 : NEARNESS_WEIGHT * nearest + (1 - NEARNESS_WEIGHT) * Math.sqrt(Math.min(1, covered));
};

/**
 * How far the nearest colour may be for a score of at least this, when so much of a picture is about that colour; `null`
 * when no such picture can have it.
 */
export const reachForScore = (score: number, share: number, asked: AskedColour): number | null => {
  // Solves score = (nearness + √(nearness * share)) / 2 for the root of the nearness.
  const root = (Math.sqrt(share + 8 * score) - Math.sqrt(share)) / 2;
  return root > 1 ? null : Math.min(reachOf(asked), (1 - root ** 2) * reachOf(asked) + ROUNDING);
};

/** Whether a colour of a palette is what was asked for, and how far from it (0..100). */
export const colourDistance = (
  asked: AskedColour,
  lab: Oklab,
): { readonly isNear: boolean; readonly distance: number } => {
  const distance = oklabDistance(lab, asked.lab);
  return { isNear: distance <= reachOf(asked), distance: Math.round((distance / TOLERANCE_UNIT) * 10) / 10 };
};
