import type { Inspection } from '../imaging/inspection.ts';

/** What an image's row keeps of its inspection besides the columns that have a place of their own. */
export type ImageMeasures = Pick<
  Inspection,
  | 'orientation'
  | 'frames'
  | 'colourSpace'
  | 'channels'
  | 'bitDepth'
  | 'hasAlpha'
  | 'scores'
  | 'brightness'
  | 'sharpness'
  | 'entropy'
  | 'contrast'
  | 'greyscale'
  | 'palette'
  | 'embedded'
  | 'warnings'
>;

/** What is kept of a rejected candidate: enough to judge it again under other thresholds. */
export type CandidateMeasures = ImageMeasures &
  Pick<Inspection, 'width' | 'height' | 'format' | 'phash'> & { readonly bytes: number };
