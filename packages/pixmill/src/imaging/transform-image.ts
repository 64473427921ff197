import type { Sharp } from 'sharp';

import { BACKGROUND, decodeFailure } from './decode-upright.ts';
import type { ImageFormat, InspectLimits } from './inspection.ts';
import { type BeforeDecode, openImage } from './open-image.ts';
import type { Transformation, TransformResult } from './transformation.ts';
import { uprightImage } from './upright-image.ts';

const DEFAULT_QUALITY = 85;

const encodeAs = (image: Sharp, format: ImageFormat, quality: number): Sharp => {
  switch (format) {
    case 'jpeg':
      return image.flatten({ background: BACKGROUND }).jpeg({ quality, mozjpeg: false });
    case 'webp':
      return image.webp({ quality });
    case 'avif':
      return image.avif({ quality, effort: 2 });
    case 'gif':
      return image.gif();
    case 'tiff':
      return image.tiff({ compression: 'lzw' });
    default:
      return image.png();
  }
};

/**
 * Makes a resized or re-encoded copy of the first frame of an image file, under the same limits as an inspection.
 * Never throws for what the bytes are.
 * @param file path of a local file, or its bytes
 */
export const transformImage = async (
  file: string | Uint8Array,
  { resize, encode }: Transformation,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
  beforeDecode?: BeforeDecode,
): Promise<TransformResult> => {
  const opened = await openImage(file, limits);
  if (!opened.ok) return opened;
  const { bytes, format, header } = opened;
  await beforeDecode?.(header.width * header.height);
  try {
    const image = uprightImage(opened).toColourspace('srgb');
    if (resize !== undefined) image.resize({ ...resize, withoutEnlargement: true });
    const kept = format === 'bmp' ? 'png' : format;
    const target = encode.format === 'keep' ? kept : encode.format;
    const { data, info } = await encodeAs(image, target, encode.quality ?? DEFAULT_QUALITY).toBuffer({
      resolveWithObject: true,
    });
    return { ok: true, bytes: data, format: target, width: info.width, height: info.height };
  } catch (error) {
    return decodeFailure(bytes, format, error);
  }
};
