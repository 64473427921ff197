import { BACKGROUND, decodeFailure, type ImageHeader } from './decode-upright.ts';
import type { InspectLimits } from './inspection.ts';
import { type BeforeDecode, openImage } from './open-image.ts';
import type { SmallPictureResult, SmallPictureShape } from './small-picture.ts';
import { uprightImage } from './upright-image.ts';

type Size = { readonly width: number; readonly height: number };

const uprightSize = ({ width, height, orientation }: ImageHeader): Size =>
  orientation > 4 ? { width: height, height: width } : { width, height };

/** The largest size of the same shape in a box, also larger than the picture when `enlarges`. */
const fitInto = (size: Size, box: Size, enlarges: boolean): Size => {
  const wanted = Math.min(box.width / size.width, box.height / size.height);
  const scale = enlarges ? wanted : Math.min(1, wanted);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
};

/** Longer ones are stretched instead of cropped: what is left of them would tell nothing. */
const MOST_CROPPED_ASPECT = 20;

const isCropped = ({ width, height }: Size, { fit }: SmallPictureShape): boolean =>
  fit === 'cover' && Math.max(width, height) <= MOST_CROPPED_ASPECT * Math.min(width, height);

const nearestMultiple = (length: number, step: number): number => Math.max(step, Math.round(length / step) * step);

/** The size that the picture itself gets. */
const shownSize = (size: Size, { fit, step = 1, ...box }: SmallPictureShape): Size => {
  if (fit === 'pad') return fitInto(size, box, true);
  if (fit !== 'multiple') return box;
  const inside = fitInto(size, box, false);
  return { width: nearestMultiple(inside.width, step), height: nearestMultiple(inside.height, step) };
};

/**
 * Makes the small upright sRGB picture that a model looks at, of the first frame of an image file, under the same limits as
 * an inspection. JPEG and WebP are shrunk while they are decoded. Never throws for what the bytes are.
 * @param file path of a local file, or its bytes
 */
export const makeSmallPicture = async (
  file: string | Uint8Array,
  shape: SmallPictureShape,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
  beforeDecode?: BeforeDecode,
): Promise<SmallPictureResult> => {
  const opened = await openImage(file, limits);
  if (!opened.ok) return opened;
  const { bytes, format, header } = opened;
  await beforeDecode?.(header.width * header.height);
  try {
    const image = uprightImage(opened);
    if (format !== 'bmp' && header.hasAlpha) image.flatten({ background: BACKGROUND });
    const size = uprightSize(header);
    const shown = shownSize(size, shape);
    image.resize(shown.width, shown.height, { fit: isCropped(size, shape) ? 'cover' : 'fill', kernel: 'linear' });
    if (shape.fit === 'pad') {
      const { padding: r = 0 } = shape;
      image.extend({
        right: shape.width - shown.width,
        bottom: shape.height - shown.height,
        background: { r, g: r, b: r },
      });
    }
    const { data, info } = await image
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { ok: true, rgb: data, width: info.width, height: info.height, shown };
  } catch (error) {
    return decodeFailure(bytes, format, error);
  }
};
