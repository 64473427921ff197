import type { Sharp } from 'sharp';
import { BACKGROUND, decodeFailure } from './decode-upright.ts';
import type { InspectLimits } from './inspection.ts';
import { type BeforeDecode, openImage, type OpenedImage } from './open-image.ts';
import { sharp } from './sharp-decoder.ts';
import { isCropped, scaled, scaleFor, shownSize, type Size, uprightSize } from './small-picture-size.ts';
import type { SmallPicture, SmallPictureResult, SmallPicturesResult, SmallPictureShape } from './small-picture.ts';
import { toOnlyPicture } from './small-picture.ts';
import { uprightImage } from './upright-image.ts';

/** A copy that several shapes are made from is no larger; beyond it, the file is decoded for each of them. */
const MOST_SHARED_PIXELS = 4_000_000;

/** An upright picture that is not transparent, of which nothing is decoded yet. */
const openUpright = (opened: OpenedImage): Sharp => {
  const image = uprightImage(opened);
  return opened.format !== 'bmp' && opened.header.hasAlpha ? image.flatten({ background: BACKGROUND }) : image;
};

const toRgb = (image: Sharp) =>
  image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });

/** @param image the picture, whole; @param size of it when it is not made smaller */
const makeOne = async (image: Sharp, size: Size, shape: SmallPictureShape): Promise<SmallPicture> => {
  const shown = shownSize(size, shape);
  const { kernel = 'linear' } = shape;
  image.resize(shown.width, shown.height, { fit: isCropped(size, shape) ? 'cover' : 'fill', kernel });
  if (shape.fit === 'pad') {
    const { padding: r = 0 } = shape;
    image.extend({
      right: shape.width - shown.width,
      bottom: shape.height - shown.height,
      background: { r, g: r, b: r },
    });
  }
  const { data, info } = await toRgb(image);
  return { rgb: data, width: info.width, height: info.height, shown };
};

/** Decodes once, as large as the largest shape asks for, and makes every shape from that. */
const makeFromOne = async (
  opened: OpenedImage,
  size: Size,
  { shapes, scale }: { readonly shapes: readonly SmallPictureShape[]; readonly scale: number },
): Promise<SmallPicture[]> => {
  const image = openUpright(opened);
  const { width, height } = scaled(size, scale);
  const kernel = shapes.find((shape) => shape.kernel !== undefined)?.kernel ?? 'linear';
  if (scale < 1) image.resize(width, height, { fit: 'fill', kernel });
  const { data, info } = await toRgb(image);
  const raw = { width: info.width, height: info.height, channels: 3 } as const;
  const pictures: SmallPicture[] = [];
  for (const shape of shapes) pictures.push(await makeOne(sharp(data, { raw }), size, shape));
  return pictures;
};

/**
 * Makes the small upright sRGB pictures that models look at, of the first frame of an image file, under the same limits as
 * an inspection: one of each shape, in their order, from one decoding. JPEG and WebP are shrunk while they are decoded.
 * Never throws for what the bytes are.
 * @param file path of a local file, or its bytes
 */
export const makeSmallPictures = async (
  file: string | Uint8Array,
  shapes: readonly SmallPictureShape[],
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
  beforeDecode?: BeforeDecode,
): Promise<SmallPicturesResult> => {
  const opened = await openImage(file, limits);
  if (!opened.ok) return opened;
  const { bytes, format, header } = opened;
  await beforeDecode?.(header.width * header.height);
  const size = uprightSize(header);
  const scale = Math.max(...shapes.map((shape) => scaleFor(size, shape)));
  const shared = scaled(size, scale);
  try {
    if (shapes.length > 1 && shared.width * shared.height <= MOST_SHARED_PIXELS) {
      return { ok: true, pictures: await makeFromOne(opened, size, { shapes, scale }) };
    }
    const pictures: SmallPicture[] = [];
    for (const shape of shapes) pictures.push(await makeOne(openUpright(opened), size, shape));
    return { ok: true, pictures };
  } catch (error) {
    return decodeFailure(bytes, format, error);
  }
};

/** Makes one small picture (`makeSmallPictures`). */
export const makeSmallPicture = async (
  file: string | Uint8Array,
  shape: SmallPictureShape,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
  beforeDecode?: BeforeDecode,
): Promise<SmallPictureResult> => toOnlyPicture(await makeSmallPictures(file, [shape], limits, beforeDecode));
