import type { CleanvisionScores } from '../imaging/inspection.ts';
import { QUALITY_CHECKS } from '../imaging/quality-thresholds.ts';

/**
 * From which value on more of a score is not seen any more: about where the lower half of ordinary photos begins. What
 * is wanted of the shape is less, so that 16:9 is as good as a square.
 */
const GOOD = { dark: 0.7, light: 0.45, oddAspectRatio: 0.55, lowInformation: 0.7, blurry: 0.55 } as const satisfies {
  readonly [Score in keyof CleanvisionScores]: number;
};

/** Pixels; the side of a square as large as the image. */
const SMALLEST_SIDE = 64;
const GOOD_SIDE = 1024;

/** 0 at 0, 0.5 at the threshold, 1 from `good` on; straight lines between them. */
const factor = (value: number, threshold: number, good: number): number => {
  if (value < threshold) return Math.max(0, (0.5 * value) / threshold);
  return Math.min(1, 0.5 + (0.5 * (value - threshold)) / (good - threshold));
};

/**
 * How good an image is as a picture, 0..100 with one decimal, from its stored scores: 100 times the product of six
 * factors of 0..1, one for each of cleanvision's scores and one for the size in pixels (on a scale of doublings). A
 * factor is 0.5 at the threshold of its check and 1 from an ordinary good value on, so that what fails any check has
 * less than 50, and no score that gets better makes the quality worse.
 */
export const qualityScore = ({
  width,
  height,
  scores,
}: {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly scores: CleanvisionScores;
}): number => {
  const side = Math.sqrt(width * height);
  const size =
    side < SMALLEST_SIDE
      ? factor(side, SMALLEST_SIDE, GOOD_SIDE)
      : factor(1 + Math.log2(side / SMALLEST_SIDE), 1, 1 + Math.log2(GOOD_SIDE / SMALLEST_SIDE));
  const product =
    size *
    factor(scores.dark, QUALITY_CHECKS.dark.threshold, GOOD.dark) *
    factor(scores.light, QUALITY_CHECKS.light.threshold, GOOD.light) *
    factor(scores.oddAspectRatio, QUALITY_CHECKS.oddAspectRatio.threshold, GOOD.oddAspectRatio) *
    factor(scores.lowInformation, QUALITY_CHECKS.lowInformation.threshold, GOOD.lowInformation) *
    factor(scores.blurry, QUALITY_CHECKS.blurry.threshold, GOOD.blurry);
  // Down, so that 49.97 does not look as if every check were passed.
  return Math.floor(product * 1000) / 10;
};
