import { rgbaToThumbHash } from 'thumbhash';

import { miniature } from './colour-samples.ts';
import type { RgbPicture } from './pixels.ts';
import { sharp } from './sharp-decoder.ts';

/** How previews are made; benches use the same. Effort 2 costs half of sharp's default (4) and 4 % more bytes. */
export const PREVIEW = { side: 256, quality: 75, effort: 2 } as const;

/** WebP of the picture, longest side at most 256 pixels, never enlarged, without metadata. */
export const encodePreview = async ({ width, height, data }: RgbPicture): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(PREVIEW.side, PREVIEW.side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: PREVIEW.quality, effort: PREVIEW.effort })
    .toBuffer();

/** Base64 of the thumbhash (github.com/evanw/thumbhash), about 25 bytes before encoding. */
export const thumbhashOf = (picture: RgbPicture): string => {
  const { width, height, rgba } = miniature(picture);
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');
};
