import { encodeImage } from '../../imaging/encode-image.ts';
import type { ImageEncoding } from '../../imaging/encode-image.ts';

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
const numbersOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
};

/** An image of blocks of colour that no other seed looks like, for tests. */
export const makeImage = async (
  seed: number,
  {
    width = 320,
    height = 240,
    ...encoding
  }: Partial<ImageEncoding> & { readonly width?: number; readonly height?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> => {
  const random = numbersOf(seed);
  const blocks = Array.from({ length: 64 * 3 }, () => Math.floor(random() * 256));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = Math.floor((y * 8) / height) * 8 + Math.floor((x * 8) / width);
      for (let channel = 0; channel < 3; channel++) {
        const shade = (blocks[block * 3 + channel] ?? 0) + ((x * 7 + y * 13) % 32);
        data[(y * width + x) * 3 + channel] = Math.min(255, shade);
      }
    }
  }
  return new Uint8Array(await encodeImage({ width, height, data }, { format: 'png', ...encoding }));
};
