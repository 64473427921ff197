import type { BmpHeader } from './bmp-header.ts';

/**
 * Unpacks RLE4, RLE8 and RLE24 rows, bottom row first as stored. Pixels that the file skips stay 0, as in PIL.
 * Returns one index a pixel (three bytes, blue first, for RLE24) and whether the data ended before the picture did.
 */
export const unpackRle = (
  bytes: Uint8Array,
  { width, height, compression, pixelsAt }: BmpHeader,
): { readonly data: Uint8Array; readonly endsEarly: boolean } => {
  const size = compression === 'rle24' ? 3 : 1;
  const data = new Uint8Array(width * height * size);
  let at = pixelsAt;
  let x = 0;
  let y = 0;
  const put = (value: number, offset = 0): void => {
    if (x < width && y < height) data[(y * width + x) * size + offset] = value;
  };
  const putRun = (count: number, pixel: (index: number) => void): void => {
    for (let index = 0; index < count; index++) {
      pixel(index);
      x++;
    }
  };
  while (y < height) {
    if (at + 1 >= bytes.length) return { data, endsEarly: true };
    const count = bytes[at] ?? 0;
    const value = bytes[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      if (compression === 'rle24') {
        const [green = 0, red = 0] = bytes.subarray(at, at + 2);
        at += 2;
        putRun(count, () => {
          put(value);
          put(green, 1);
          put(red, 2);
        });
      } else if (compression === 'rle8') putRun(count, () => put(value));
      else putRun(count, (index) => put(index % 2 === 0 ? value >> 4 : value & 15));
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return { data, endsEarly: false };
    } else if (value === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      const start = at;
      if (compression === 'rle24') {
        putRun(value, (index) => {
          for (let channel = 0; channel < 3; channel++) put(bytes[start + index * 3 + channel] ?? 0, channel);
        });
        at += value * 3;
      } else if (compression === 'rle8') {
        putRun(value, (index) => put(bytes[start + index] ?? 0));
        at += value;
      } else {
        putRun(value, (index) => {
          const pair = bytes[start + (index >> 1)] ?? 0;
          put(index % 2 === 0 ? pair >> 4 : pair & 15);
        });
        at += Math.ceil(value / 2);
      }
      // Literal runs are padded to 16 bits.
      if ((at - start) % 2 === 1) at++;
      if (at > bytes.length) return { data, endsEarly: true };
    }
  }
  return { data, endsEarly: false };
};
