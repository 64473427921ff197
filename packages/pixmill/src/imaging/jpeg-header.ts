import type { ImageHeader } from './decode-upright.ts';
import { exifOrientation } from './embedded-exif.ts';

const latin1 = (bytes: Uint8Array, start: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(length, bytes.length - start)).toString('latin1');

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const PHOTOSHOP = 'Photoshop 3.0\0';
const ICC = 'ICC_PROFILE\0';

/** Baseline, extended and progressive frames; the rare others are left to libjpeg. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;

/**
 * Reads the header of an ordinary JPEG: a third of the cost of asking libvips, which opens a decoder for it. Undefined for
 * anything unusual (no frame before the data, other than 8 bits, 2 or more than 4 components): libvips judges those.
 */
export const readJpegHeader = (bytes: Uint8Array): ImageHeader | undefined => {
  const metadata: { exif?: Buffer; xmp?: Buffer; iptc?: Buffer } = {};
  let hasProfile = false;
  for (let offset = 2; offset + 9 < bytes.length;) {
    if (bytes[offset] !== 0xff) return undefined;
    const marker = bytes[offset + 1] ?? 0;
    const length = ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0);
    const start = offset + 4;
    const end = offset + 2 + length;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2 || end > bytes.length) return undefined;
    const block = (skip: number): Buffer =>
      Buffer.from(bytes.buffer, bytes.byteOffset + start + skip, end - start - skip);
    if (marker === 0xe1 && latin1(bytes, start, EXIF.length) === EXIF) metadata.exif ??= block(0);
    else if (marker === 0xe1 && latin1(bytes, start, XMP.length) === XMP) metadata.xmp ??= block(XMP.length);
    else if (marker === 0xe2 && latin1(bytes, start, ICC.length) === ICC) hasProfile = true;
    else if (marker === 0xed && latin1(bytes, start, PHOTOSHOP.length) === PHOTOSHOP) metadata.iptc ??= block(0);
    else if (isFrame(marker)) {
      const channels = bytes[start + 5] ?? 0;
      const height = ((bytes[start + 1] ?? 0) << 8) | (bytes[start + 2] ?? 0);
      const width = ((bytes[start + 3] ?? 0) << 8) | (bytes[start + 4] ?? 0);
      if (bytes[start] !== 8 || width === 0 || height === 0 || ![1, 3, 4].includes(channels)) return undefined;
      return {
        width,
        height,
        orientation: exifOrientation(metadata.exif),
        frames: 1,
        colourSpace: channels === 1 ? 'b-w' : channels === 3 ? 'srgb' : 'cmyk',
        channels,
        bitDepth: 8,
        hasAlpha: false,
        hasProfile,
        metadata,
      };
    }
    offset = end;
  }
  return undefined;
};
