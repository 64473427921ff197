import type { Sharp } from 'sharp';

import { decodeBmp } from './bmp/decode-bmp.ts';
import type { OpenedImage } from './open-image.ts';
import { sharp } from './sharp-decoder.ts';

/**
 * Begins to work on the first frame of an opened file: upright, and with no more pixels and channels than its header says.
 * A BMP is decoded at once, and may throw; of other formats nothing is read before the result is asked for.
 */
export const uprightImage = ({ bytes, format, header }: OpenedImage): Sharp => {
  const pixels = header.width * header.height;
  if (format === 'bmp') {
    const { width, height, data } = decodeBmp(bytes).picture;
    return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: pixels });
  }
  const limit = { limitInputPixels: pixels, limitInputChannels: header.channels };
  return sharp(bytes, { failOn: 'error', pages: 1, ...limit }).autoOrient();
};
