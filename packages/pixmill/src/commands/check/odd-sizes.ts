/** Interquartile ranges beyond the quartiles at which a size is odd; cleanvision's `iqr_factor`. */
const IQR_FACTOR = 3;

/** What is usual in a set of images, by cleanvision's rule for `odd_size`. */
export type UsualSizes = {
  /** Square root of the area, in pixels: what lies outside these is odd. */
  readonly least: number;
  readonly most: number;
  /** 0..1 as cleanvision has it; low is odd. */
  readonly scoreOf: (size: number) => number;
  readonly isOdd: (size: number) => boolean;
};

/** The size that the rule speaks of: the side of a square of the same area, in pixels. */
export const sizeOf = (width: number, height: number): number => Math.sqrt(width) * Math.sqrt(height);

/**
 * Finds out which sizes are usual (cleanvision 0.3, image_property.py, SizeProperty): bounds 3 interquartile ranges beyond
 * the quartiles; score 1 - |size - middle| / (most - least), odd below 0.5. When the bounds fall together, score
 * 1 - |size - middle| / middle, odd below 1. `null` for no sizes. The array is sorted in place.
 */
export const usualSizes = (sizes: Float64Array): UsualSizes | null => {
  if (sizes.length === 0) return null;
  sizes.sort();
  const q1 = percentile(sizes, 0.25);
  const q3 = percentile(sizes, 0.75);
  const least = q1 - IQR_FACTOR * (q3 - q1);
  const most = q3 + IQR_FACTOR * (q3 - q1);
  const middle = (least + most) / 2;
  const gap = most - least;
  const scoreOf = (size: number): number => 1 - Math.min(1, Math.abs(size - middle) / (gap > 0 ? gap : middle));
  const threshold = gap > 0 ? 0.5 : 1;
  return { least, most, scoreOf, isOdd: (size) => scoreOf(size) < threshold };
};

/** NumPy's default: linear between the two values next to it. */
const percentile = (sorted: Float64Array, share: number): number => {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  const part = place - Math.floor(place);
  return part < 0.5 ? below + (above - below) * part : above - (above - below) * (1 - part);
};
