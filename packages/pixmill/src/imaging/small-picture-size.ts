import type { ImageHeader } from './decode-upright.ts';
import type { SmallPictureShape } from './small-picture.ts';

/** In pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Size of a picture as people see it. */
export const uprightSize = ({ width, height, orientation }: ImageHeader): Size =>
  orientation > 4 ? { width: height, height: width } : { width, height };

/** The largest size of the same shape in a box, also larger than the picture when `enlarges`. */
const fitInto = (size: Size, box: Size, enlarges: boolean): Size => {
  const wanted = Math.min(box.width / size.width, box.height / size.height);
  const scale = enlarges ? wanted : Math.min(1, wanted);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
};

/** Longer ones are stretched instead of cropped: what is left of them would tell nothing. */
const MOST_CROPPED_ASPECT = 20;

/** Whether the middle of a picture is cropped for a shape. */
export const isCropped = ({ width, height }: Size, { fit }: SmallPictureShape): boolean =>
  fit === 'cover' && Math.max(width, height) <= MOST_CROPPED_ASPECT * Math.min(width, height);

const nearestMultiple = (length: number, step: number): number => Math.max(step, Math.round(length / step) * step);

/** The size that the picture itself gets. */
export const shownSize = (size: Size, { fit, step = 1, ...box }: SmallPictureShape): Size => {
  if (fit === 'pad') return fitInto(size, box, true);
  if (fit !== 'multiple') return box;
  const inside = fitInto(size, box, false);
  return { width: nearestMultiple(inside.width, step), height: nearestMultiple(inside.height, step) };
};

/** The scale at which a picture still has every pixel that a shape asks for; 1 when it is not made smaller. */
export const scaleFor = (size: Size, shape: SmallPictureShape): number => {
  const shown = shownSize(size, shape);
  return Math.min(1, Math.max(shown.width / size.width, shown.height / size.height));
};

/** A picture's size at a scale. */
export const scaled = ({ width, height }: Size, scale: number): Size => ({
  width: Math.max(1, Math.ceil(width * scale)),
  height: Math.max(1, Math.ceil(height * scale)),
});
