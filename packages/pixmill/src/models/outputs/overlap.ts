import type { Box } from '../findings.ts';

const areaOf = ({ width, height }: Box): number => width * height;

/** Intersection over union of two boxes, 0..1. */
export const overlapOf = (a: Box, b: Box): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (areaOf(a) + areaOf(b) - width * height);
};

/** Keeps the surest of boxes that overlap by more than `most` (non-maximum suppression), surest first. */
export const keepSurest = <Found extends { readonly confidence: number; readonly box: Box }>(
  found: readonly Found[],
  most: number,
): Found[] => {
  const kept: Found[] = [];
  for (const one of found.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every(({ box }) => overlapOf(box, one.box) <= most)) kept.push(one);
  }
  return kept;
};

/** A box in pixels of what the model saw, in parts of the picture and cut at its edges. */
export const boxInPicture = (pixels: Box, shown: { readonly width: number; readonly height: number }): Box => {
  // What a model makes endless is no number any more.
  const part = (value: number, length: number): number => Math.min(1, Math.max(0, value / length)) || 0;
  const x = part(pixels.x, shown.width);
  const y = part(pixels.y, shown.height);
  return {
    x,
    y,
    width: part(pixels.x + pixels.width, shown.width) - x,
    height: part(pixels.y + pixels.height, shown.height) - y,
  };
};
