import type { ImageMeasures } from '../../../library/measures.ts';
import { meanChroma, type NamedColour } from './colour-names.ts';
import type { ImageKind } from './image-kind.ts';

/** What can be said of a picture's light and colour as a whole. */
export type Tone = { readonly name: 'black and white' | 'colourful' | 'dark' | 'bright'; readonly confidence: number };

/** Mean perceived brightness: one ordinary photo in a hundred is darker, one brighter. A graphic on white is not bright, it is white. */
const DARK_BELOW = 0.24;
const BRIGHT_ABOVE = 0.74;

/** A plain field is neither: below this deviation of the brightness there is nothing to see. */
const LEAST_CONTRAST = 0.02;

/** Several real colours: each on a twelfth of the picture, and strong ones together. */
const COLOURFUL = { colours: 3, share: 0.08, chroma: 0.08 };

const NEUTRAL = new Set(['black', 'white', 'grey']);

/** The tones of a picture, by its measures, the named colours of its palette and what it is. */
export const tonesOf = (
  {
    greyscale,
    contrast,
    brightness,
    palette,
  }: Pick<ImageMeasures, 'greyscale' | 'contrast' | 'brightness' | 'palette'>,
  colours: readonly NamedColour[],
  kind: ImageKind['name'],
): readonly Tone[] => {
  const strong = colours.filter(({ name, share }) => !NEUTRAL.has(name) && share >= COLOURFUL.share);
  const isColourful = strong.length >= COLOURFUL.colours && meanChroma(palette) >= COLOURFUL.chroma;
  return [
    ...(greyscale && contrast >= LEAST_CONTRAST ? [{ name: 'black and white', confidence: 0.95 } as const] : []),
    ...(!greyscale && isColourful ? [{ name: 'colourful', confidence: 0.8 } as const] : []),
    ...(kind !== 'graphic' && brightness.mean < DARK_BELOW ? [{ name: 'dark', confidence: 0.8 } as const] : []),
    ...(kind !== 'graphic' && brightness.mean > BRIGHT_ABOVE ? [{ name: 'bright', confidence: 0.8 } as const] : []),
  ];
};
