import { readFileSync } from 'node:fs';

import { decodeFailure, type ImageHeader, limitFailure, readHeader } from './decode-upright.ts';
import { type InspectFailure, inspectFailure } from './inspect.errors.ts';
import type { ImageFormat, InspectLimits } from './inspection.ts';
import { sniffFormat } from './sniff-format.ts';

/** Called with the pixels of an image before they are decoded; may wait until there is memory for them. */
export type BeforeDecode = (pixels: number) => Promise<void>;

/** A file that is an image by its first bytes, with a header that breaks no limit. Nothing is decoded yet. */
export type OpenedImage = {
  readonly ok: true;
  readonly bytes: Uint8Array;
  readonly format: ImageFormat;
  readonly header: ImageHeader;
};

const REFUSALS = {
  empty: 'inspect.empty',
  svg: 'inspect.svg_refused',
  unsupported: 'inspect.unsupported_format',
  damaged: 'inspect.corrupt',
  other: 'inspect.not_an_image',
} as const;

/**
 * Opens an image file as far as its header: format by its first bytes, then the limits.
 * @param file path of a local file, or its bytes
 */
export const openImage = async (
  file: string | Uint8Array,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
): Promise<OpenedImage | InspectFailure> => {
  let bytes: Uint8Array;
  try {
    // Synchronously: a decoder process has nothing else to do, and the way over other threads takes four turns.
    bytes = typeof file === 'string' ? readFileSync(file) : file;
  } catch (error) {
    return inspectFailure('inspect.unreadable', error instanceof Error && 'code' in error ? String(error.code) : '');
  }
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind !== 'image') return inspectFailure(REFUSALS[sniffed.kind], sniffed.name);
  const { format } = sniffed;
  try {
    const header = await readHeader(bytes, format);
    return limitFailure(header, limits) ?? { ok: true, bytes, format, header };
  } catch (error) {
    return decodeFailure(bytes, format, error);
  }
};
