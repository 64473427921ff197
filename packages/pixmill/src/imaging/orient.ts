import type { RgbPicture } from './pixels.ts';
import { sharp } from './sharp-decoder.ts';

/** Turns and mirrors a picture as EXIF orientation 1..8 says. */
export const orient = async (picture: RgbPicture, orientation: number): Promise<RgbPicture> => {
  if (orientation <= 1 || orientation > 8) return picture;
  const { width, height, data } = picture;
  const image = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  // 2, 4, 5, 7 are mirror images; sharp mirrors before it turns.
  if (orientation === 3 || orientation === 4) image.rotate(180);
  if (orientation === 6 || orientation === 7) image.rotate(90);
  if (orientation === 5 || orientation === 8) image.rotate(270);
  if ([2, 4, 5, 7].includes(orientation)) image.flop();
  const turned = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: turned.info.width, height: turned.info.height, data: turned.data };
};
