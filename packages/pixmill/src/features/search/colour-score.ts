import type { Oklab } from '../../imaging/oklab.ts';
import { LEAST_SHARE } from '../../library/look-keys.ts';
import { visitPalette } from '../../library/palette-bytes.ts';

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

const distanceTo = ({ lab }: AskedColour, lightness: number, a: number, b: number): number =>
  Math.max(0, Math.hypot(lightness - lab[0], a - lab[1], b - lab[2]) - ROUNDING);

/**
 * How well a packed palette at `offset` fits a colour: 0 is not at all, 1 is a picture of that colour only. Half of it says
 * how near the nearest colour is (1 at the colour itself, 0 at the edge of the tolerance), half how much of the picture is
 * near (the square root of the shares, each as much as it is near).
 */
export const colourScore = (asked: AskedColour, bytes: Buffer, offset = 0): number => {
  const reach = asked.radius + ROUNDING;
  let nearest = 0;
  let covered = 0;
  visitPalette(bytes, offset, (lightness, a, b, share) => {
    if (share < LEAST_SHARE) return;
    const distance = distanceTo(asked, lightness, a, b);
    if (distance > asked.radius) return;
    const nearness = 1 - distance / reach;
    nearest = Math.max(nearest, nearness);
    covered += nearness * share;
  });
  return nearest === 0 ? 0 : NEARNESS_WEIGHT * nearest + (1 - NEARNESS_WEIGHT) * Math.sqrt(Math.min(1, covered));
};

/** Whether a colour of a palette is what was asked for, and how far from it (0..100). */
export const colourDistance = (
  asked: AskedColour,
  lab: Oklab,
): { readonly isNear: boolean; readonly distance: number } => {
  const distance = distanceTo(asked, ...lab);
  return { isNear: distance <= asked.radius, distance: Math.round((distance / TOLERANCE_UNIT) * 10) / 10 };
};
