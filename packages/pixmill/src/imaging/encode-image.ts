import type { Sharp } from 'sharp';
import type { RgbPicture } from './pixels.ts';
import { sharp } from './sharp-decoder.ts';

/** How a picture is written. `quality` is 1..100 and ignored by PNG and GIF. */
export type ImageEncoding = {
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';
  readonly quality?: number;
  /** WebP only: every pixel as it is. */
  readonly lossless?: boolean;
  /** Stores the picture turned a quarter to the left, with EXIF orientation 6, as a phone that was held upright does. */
  readonly turned?: boolean;
};

const DEFAULT_QUALITY = 85;

/** Writes an upright sRGB picture as an image file. */
export const encodeImage = async (
  { width, height, data }: Omit<RgbPicture, 'data'> & { readonly data: Uint8Array | Uint8ClampedArray },
  { format, quality = DEFAULT_QUALITY, lossless = false, turned = false }: ImageEncoding,
): Promise<Uint8Array> => {
  const image = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (turned) image.rotate(270).withMetadata({ orientation: 6 });
  const encoders = {
    jpeg: () => image.jpeg({ quality }),
    webp: () => image.webp({ quality, lossless, effort: 2 }),
    avif: () => image.avif({ quality, effort: 2 }),
    gif: () => image.gif({ effort: 3 }),
    png: () => image.png({ compressionLevel: 4 }),
  } as const satisfies Record<ImageEncoding['format'], () => Sharp>;
  return encoders[format]().toBuffer();
};
