import { inspectError } from '../../imaging/inspect.errors.ts';
import type { ImageFormat } from '../../imaging/inspection.ts';
import { sniffFormat } from '../../imaging/sniff-format.ts';
import type { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { imageError } from './images.errors.ts';

/** Extensions that each format is known by. */
const EXTENSIONS: Readonly<Record<ImageFormat, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  webp: ['webp'],
  gif: ['gif'],
  avif: ['avif'],
  tiff: ['tiff', 'tif'],
  bmp: ['bmp', 'dib'],
};

/** Further extensions that a format is known by, for names of downloads. */
export const otherExtensions = (format: string): readonly string[] =>
  Object.entries(EXTENSIONS).find(([name]) => name === format)?.[1] ?? [];

/** How much of a file is needed to know what it is. */
export const SNIFFED_BYTES = 4096;

/**
 * What is wrong with a file by its first bytes, `null` when it may be uploaded: neither its name nor what the client says of
 * its type counts.
 * @param head its first `SNIFFED_BYTES` bytes, or all that it has
 * @param allowed extensions (`ALLOWED_EXTENSIONS`)
 */
export const refusalOf = (head: Uint8Array, allowed: readonly string[]): PixmillError | null => {
  const sniffed = sniffFormat(head);
  if (sniffed.kind === 'empty') return inspectError('inspect.empty');
  if (sniffed.kind === 'damaged') return inspectError('inspect.corrupt', { detail: sniffed.name });
  if (sniffed.kind === 'svg') return inspectError('inspect.svg_refused');
  if (sniffed.kind === 'image' && EXTENSIONS[sniffed.format].some((extension) => allowed.includes(extension))) {
    return null;
  }
  return imageError('image.type_not_allowed', { type: sniffed.name, allowed: allowed.join(', ') });
};
