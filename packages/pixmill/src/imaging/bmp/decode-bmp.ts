import type { ImageHeader } from '../decode-upright.ts';
import type { RgbPicture } from '../pixels.ts';
import { type BmpHeader, readBmp } from './bmp-header.ts';
import { unpackRle } from './bmp-rle.ts';

/** Header of a BMP in the words of every other format. Throws an Error that says what is wrong. */
export const readBmpHeader = (bytes: Uint8Array): ImageHeader => {
  const { width, height, bits, masks } = readBmp(bytes);
  return {
    width,
    height,
    orientation: 1,
    frames: 1,
    colourSpace: 'srgb',
    channels: masks[3] === 0 ? 3 : 4,
    bitDepth: bits <= 8 ? bits : 8,
    hasAlpha: masks[3] !== 0,
    hasProfile: false,
  };
};

/** How to take one channel out of a pixel and stretch it to 0..255. */
const channelReader = (mask: number): ((pixel: number) => number) => {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
};

/** Whether no pixel is visible by its alpha: then the writer left alpha unused, and everyone shows the picture opaque. */
const alphaUnused = (
  bytes: Uint8Array,
  { masks, bits, pixelsAt, width, height }: BmpHeader,
  rowBytes: number,
): boolean => {
  if (masks[3] === 0) return true;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < height; row++) {
    const start = pixelsAt + row * rowBytes;
    for (let x = 0; x < width; x++) {
      const pixel = bits === 32 ? data.getUint32(start + x * 4, true) : data.getUint16(start + x * 2, true);
      if ((pixel & masks[3]) !== 0) return false;
    }
  }
  return true;
};

/** 16 and 32 bits: any masks; alpha over white. */
const decodeMasked = (
  bytes: Uint8Array,
  header: BmpHeader,
  { rowBytes, opaque }: { readonly rowBytes: number; readonly opaque: boolean },
  row: number,
  out: Uint8Array,
): void => {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [red, green, blue] = header.masks.slice(0, 3).map((mask) => channelReader(mask));
  const alpha = opaque ? () => 255 : channelReader(header.masks[3]);
  if (red === undefined || green === undefined || blue === undefined) return;
  const wide = header.bits === 32;
  const start = header.pixelsAt + row * rowBytes;
  for (let x = 0; x < header.width; x++) {
    const pixel = wide ? data.getUint32(start + x * 4, true) : data.getUint16(start + x * 2, true);
    const a = alpha(pixel);
    out[x * 3] = Math.round((red(pixel) * a + 255 * (255 - a)) / 255);
    out[x * 3 + 1] = Math.round((green(pixel) * a + 255 * (255 - a)) / 255);
    out[x * 3 + 2] = Math.round((blue(pixel) * a + 255 * (255 - a)) / 255);
  }
};

const copyBgr = (bytes: Uint8Array, start: number, out: Uint8Array): void => {
  for (let index = 0; index < out.length; index += 3) {
    out[index] = bytes[start + index + 2] ?? 0;
    out[index + 1] = bytes[start + index + 1] ?? 0;
    out[index + 2] = bytes[start + index] ?? 0;
  }
};

/** Up to 8 bits: the palette; an index without an entry is black. */
const paletteReader = (
  bytes: Uint8Array,
  { palette }: BmpHeader,
): ((index: number, out: Uint8Array, x: number) => void) => {
  const colours = new Uint8Array(256 * 3);
  for (let entry = 0; entry < palette.entries; entry++) {
    copyBgr(bytes, palette.at + entry * palette.entryBytes, colours.subarray(entry * 3, entry * 3 + 3));
  }
  return (index, out, x) => {
    out[x * 3] = colours[index * 3] ?? 0;
    out[x * 3 + 1] = colours[index * 3 + 1] ?? 0;
    out[x * 3 + 2] = colours[index * 3 + 2] ?? 0;
  };
};

/**
 * Decodes a BMP to an upright sRGB picture. The caller has checked the size against its limits; nothing larger than
 * that size is allocated. Throws an Error: `premature end …` when pixels are missing, else what is wrong.
 * Format: learn.microsoft.com/windows/win32/gdi/bitmap-storage.
 */
export const decodeBmp = (
  bytes: Uint8Array,
): { readonly picture: RgbPicture; readonly warnings: readonly string[] } => {
  const header = readBmp(bytes);
  const { width, height, bits, compression, pixelsAt, topDown } = header;
  const rle = compression === 'rle4' || compression === 'rle8' || compression === 'rle24';
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  // The padding of the last row is often left out.
  const needed = pixelsAt + rowBytes * (height - 1) + Math.ceil((width * bits) / 8);
  if (!rle && needed > bytes.length) throw new Error('premature end of BMP data');
  const data = new Uint8Array(width * height * 3);
  const unpacked = rle ? unpackRle(bytes, header) : undefined;
  const opaque = rle || bits < 16 || bits === 24 || alphaUnused(bytes, header, rowBytes);
  const paint = paletteReader(bytes, header);
  const perByte = 8 / bits;
  for (let row = 0; row < height; row++) {
    const y = topDown ? row : height - 1 - row;
    const out = data.subarray(y * width * 3, (y + 1) * width * 3);
    const start = pixelsAt + row * rowBytes;
    if (unpacked !== undefined && compression === 'rle24') copyBgr(unpacked.data, row * width * 3, out);
    else if (unpacked !== undefined) {
      for (let x = 0; x < width; x++) paint(unpacked.data[row * width + x] ?? 0, out, x);
    } else if (bits === 24) copyBgr(bytes, start, out);
    else if (bits > 8) decodeMasked(bytes, header, { rowBytes, opaque }, row, out);
    else {
      for (let x = 0; x < width; x++) {
        const byte = bytes[start + Math.floor(x / perByte)] ?? 0;
        paint((byte >> (8 - bits - (x % perByte) * bits)) & (2 ** bits - 1), out, x);
      }
    }
  }
  return { picture: { width, height, data }, warnings: unpacked?.endsEarly === true ? ['damaged'] : [] };
};
