import type { Inspection } from '../../imaging/inspection.ts';
import type { CandidateMeasures, ImageMeasures } from '../../library/measures.ts';

/** What an image's row keeps of its inspection in one place. */
const imageMeasures = (inspection: Inspection): ImageMeasures => {
  const { orientation, frames, colourSpace, channels, bitDepth, hasAlpha, scores, brightness, sharpness } = inspection;
  const { entropy, contrast, greyscale, palette, embedded, warnings } = inspection;
  return {
    orientation,
    frames,
    colourSpace,
    channels,
    bitDepth,
    hasAlpha,
    scores,
    brightness,
    sharpness,
    entropy,
    contrast,
    greyscale,
    palette,
    embedded,
    warnings,
  };
};

/** What is kept of a rejected candidate. */
export const candidateMeasures = (inspection: Inspection, bytes: number): CandidateMeasures => {
  const { width, height, format, phash } = inspection;
  return { ...imageMeasures(inspection), width, height, format, phash, bytes };
};

/** The columns of an image that come from its pixels. */
export const pixelColumns = (inspection: Inspection) => {
  const { pixelHash, phash, dhash, hashable, width, height, format, thumbhash } = inspection;
  return { pixelHash, phash, dhash, hashable, width, height, format, thumbhash, measures: imageMeasures(inspection) };
};
