import { namedColours, type NamedColour } from './colour-names.ts';
import type { DescribedImage } from './described-image.ts';
import { imageKindOf, type ImageKind } from './image-kind.ts';
import { type Orientation, orientationOf, type SizeClass, sizeClassOf } from './picture-size.ts';
import { type Tone, tonesOf } from './tones.ts';

/** What the pixels and the file tell of an image. */
export type PictureFacts = {
  readonly kind: ImageKind;
  readonly colours: readonly NamedColour[];
  readonly tones: readonly Tone[];
  readonly orientation: Orientation;
  readonly sizeClass: SizeClass;
  readonly animated: boolean;
};

/** A colour on less of the picture is not what the picture is known by. */
const LEAST_SHARE = 0.1;
const MOST_COLOURS = 4;

/** TIFF has pages, the others have frames. */
const ANIMATED_FORMATS = new Set(['gif', 'webp', 'png', 'avif']);

/** The facts of a picture, by its measures alone. */
export const pictureFacts = (image: DescribedImage): PictureFacts => {
  const colours = namedColours(image.measures.palette);
  const kind = imageKindOf(image);
  return {
    kind,
    colours: colours.filter(({ share }) => share >= LEAST_SHARE).slice(0, MOST_COLOURS),
    tones: tonesOf(image.measures, colours, kind.name),
    orientation: orientationOf(image.width, image.height),
    sizeClass: sizeClassOf(image.width, image.height),
    animated: image.measures.frames > 1 && ANIMATED_FORMATS.has(image.format),
  };
};
