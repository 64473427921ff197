import { decodeBmp, readBmpHeader } from './bmp/decode-bmp.ts';
import { isTruncated, repairEnd } from './file-structure.ts';
import { type InspectFailure, inspectFailure } from './inspect.errors.ts';
import type { ImageFormat, InspectLimits } from './inspection.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { orient } from './orient.ts';
import type { RgbPicture } from './pixels.ts';
import { sharp } from './sharp-decoder.ts';

/** What the header tells; sizes as stored, before orientation. */
export type ImageHeader = {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly frames: number;
  readonly colourSpace: string;
  readonly channels: number;
  readonly bitDepth: number;
  readonly hasAlpha: boolean;
  readonly hasProfile: boolean;
  readonly metadata?: {
    readonly exif?: Uint8Array | undefined;
    readonly iptc?: Uint8Array | undefined;
    readonly xmp?: Uint8Array | undefined;
  };
};

/** Transparent parts are shown on white, as on a web page: a cut-out PNG and its JPEG look and hash alike. */
export const BACKGROUND = '#ffffff';

/** Larger pictures are measured on a copy of about this size, so that memory stays bounded. */
const MEASURED_PIXELS = 32_000_000;
/** All frames together may hold this many times the pixels allowed, since only the first one is decoded. */
const FRAMES_ALLOWANCE = 10;

const DEPTHS: Readonly<Record<string, number>> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
};

/** Reads the header only, whatever size it claims. Errors are sharp's. */
export const readHeader = async (bytes: Uint8Array, format: ImageFormat): Promise<ImageHeader> => {
  if (format === 'bmp') return readBmpHeader(bytes);
  const jpeg = format === 'jpeg' ? readJpegHeader(bytes) : undefined;
  if (jpeg !== undefined) return jpeg;
  const metadata = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  return {
    width: metadata.width,
    height: metadata.height,
    orientation: metadata.orientation ?? 1,
    frames: metadata.pages ?? 1,
    colourSpace: metadata.space,
    channels: metadata.channels,
    bitDepth: metadata.bitsPerSample ?? DEPTHS[metadata.depth] ?? 8,
    hasAlpha: metadata.hasAlpha,
    hasProfile: metadata.hasProfile,
    metadata,
  };
};

/** The first limit that the header breaks, if any; asked before anything is decoded. */
export const limitFailure = (
  header: ImageHeader,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
): InspectFailure | undefined => {
  const { width, height, frames, channels } = header;
  const size = `${width} x ${height}${frames > 1 ? ` x ${frames} frames` : ''}, allowed ${limits.maxPixels}`;
  if (width * height > limits.maxPixels) return inspectFailure('inspect.too_many_pixels', size);
  if (width * height * frames > limits.maxPixels * FRAMES_ALLOWANCE) {
    return inspectFailure('inspect.too_many_pixels', size);
  }
  if (channels > limits.maxChannels) {
    return inspectFailure('inspect.too_many_channels', `${channels}, allowed ${limits.maxChannels}`);
  }
  return undefined;
};

type FailOn = 'error' | 'warning';

const decodeWith = async (bytes: Uint8Array, header: ImageHeader, failOn: FailOn): Promise<RgbPicture> => {
  const pixels = header.width * header.height;
  const image = sharp(bytes, { failOn, limitInputPixels: pixels, limitInputChannels: header.channels, pages: 1 });
  const large = pixels > MEASURED_PIXELS;
  if (large) {
    // Turning needs the whole picture in memory, so a large one is shrunk first and turned after.
    const scale = Math.sqrt(MEASURED_PIXELS / 2 / pixels);
    image.resize(Math.max(1, Math.round(header.width * scale)), Math.max(1, Math.round(header.height * scale)), {
      fit: 'fill',
      kernel: 'linear',
      // The decoder itself shrinks JPEG and WebP, and never holds them whole.
      fastShrinkOnLoad: true,
    });
  } else if (header.orientation > 1) {
    image.autoOrient();
  }
  if (header.hasAlpha) image.flatten({ background: BACKGROUND });
  const { data, info } = await image
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`decoded to ${info.channels} channels`);
  const picture = { width: info.width, height: info.height, data };
  return large ? orient(picture, header.orientation) : picture;
};

/** A decoded picture; `reduced` when it is smaller than the file says, because it is too large to measure whole. */
export type Decoded = {
  readonly ok: true;
  readonly picture: RgbPicture;
  readonly reduced: boolean;
  readonly warnings: readonly string[];
};

/** libjpeg's words for a missing end marker and for missing pixel data. */
const PREMATURE_END = /premature end/i;

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A decoder's failure as an outcome: `truncated` when the file ends too early by its own structure, else `corrupt`. */
export const decodeFailure = (bytes: Uint8Array, format: ImageFormat, error: unknown): InspectFailure => {
  const text = message(error).replace(/^Input buffer has corrupt header:\s*|^Unknown error$/, '') || 'it is damaged';
  return PREMATURE_END.test(text) || isTruncated(bytes, format)
    ? inspectFailure('inspect.truncated', text)
    : inspectFailure('inspect.corrupt', text);
};

/**
 * Decodes the first frame to upright sRGB, composited over white.
 * Strict first; what only warns is decoded again leniently and marked: `missing_end` (all pixels are there, the end
 * marker is not), `damaged` (the decoder complained about the header or metadata, not about pixels). A JPEG without all
 * of its pixel data is `inspect.truncated` even when it ends with an end marker.
 */
export const decodeUpright = async (
  bytes: Uint8Array,
  format: ImageFormat,
  header: ImageHeader,
): Promise<Decoded | InspectFailure> => {
  const reduced = header.width * header.height > MEASURED_PIXELS && format !== 'bmp';
  const done = (picture: RgbPicture, ...warnings: string[]): Decoded => ({ ok: true, picture, reduced, warnings });
  if (format === 'bmp') {
    try {
      const { picture, warnings } = decodeBmp(bytes);
      return done(picture, ...warnings);
    } catch (error) {
      return decodeFailure(bytes, format, error);
    }
  }
  let complaint: unknown;
  try {
    return done(await decodeWith(bytes, header, 'warning'));
  } catch (error) {
    complaint = error;
  }
  const cut = format === 'jpeg' && PREMATURE_END.test(message(complaint));
  const repaired = format === 'gif' || cut ? repairEnd(bytes, format) : undefined;
  if (repaired !== undefined) {
    try {
      return done(await decodeWith(repaired, header, 'warning'), 'missing_end');
    } catch (error) {
      return decodeFailure(bytes, format, cut ? complaint : error);
    }
  }
  try {
    return done(await decodeWith(bytes, header, 'error'), 'damaged');
  } catch (error) {
    return decodeFailure(bytes, format, error);
  }
};
