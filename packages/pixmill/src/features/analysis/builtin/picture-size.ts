/** How a picture lies: a square is at most 5 % off, a panorama at least twice as wide as high. */
export type Orientation = 'landscape' | 'portrait' | 'square' | 'panorama';

export type SizeClass = 'icon' | 'small' | 'medium' | 'large' | 'very large';

const SQUARE_TOLERANCE = 1.05;
const PANORAMA_RATIO = 2;

/** An icon by its longest side, the others below this many pixels in all: VGA is small, 2 megapixels are large. */
const ICON_SIDE = 128;
const SIZES: readonly (readonly [SizeClass, number])[] = [
  ['small', 400_000],
  ['medium', 2_000_000],
  ['large', 12_000_000],
];

/** Width and height in pixels, upright. */
export const orientationOf = (width: number, height: number): Orientation => {
  const ratio = width / height;
  if (ratio >= PANORAMA_RATIO) return 'panorama';
  if (Math.max(ratio, 1 / ratio) <= SQUARE_TOLERANCE) return 'square';
  return ratio > 1 ? 'landscape' : 'portrait';
};

/** Width and height in pixels. */
export const sizeClassOf = (width: number, height: number): SizeClass => {
  if (Math.max(width, height) <= ICON_SIDE) return 'icon';
  return SIZES.find(([, pixels]) => width * height < pixels)?.[0] ?? 'very large';
};
