import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { greyCells } from './area-average.ts';
import { brightnessOf } from './brightness.ts';
import { cleanvisionScores, histogramEntropy } from './cleanvision-scores.ts';
import { colourPalette } from './colour-palette.ts';
import { colourSamples, isGreyscale } from './colour-samples.ts';
import { type Decoded, decodeUpright, type ImageHeader } from './decode-upright.ts';
import { embeddedFacts } from './embedded-facts.ts';
import { hasTrailingData, pngFrames } from './file-structure.ts';
import type { ImageFormat, InspectLimits, InspectResult, PreviewRequest } from './inspection.ts';
import { type BeforeDecode, openImage } from './open-image.ts';
import { shapeDescriptor } from './shape-descriptor.ts';
import { perceptualHashes } from './perceptual-hash.ts';
import { reduceTo } from './pil-resize.ts';
import { laplacianVariance, pixelStatistics } from './pixel-statistics.ts';
import type { RgbPicture } from './pixels.ts';
import { encodePreview, thumbhashOf } from './preview.ts';

/** SHA-256 over the SHA-256 (hex) of the RGB bytes followed by width and height (hex, 32 bits each, big-endian). */
const pixelHashOf = ({ width, height, data }: RgbPicture, header: ImageHeader, reduced: boolean): string => {
  // A reduced copy stands for a larger picture: that one's size keeps it apart from a small file of the same pixels.
  const size = Buffer.alloc(8);
  size.writeUInt32BE(reduced ? header.width : width, 0);
  size.writeUInt32BE(reduced ? header.height : height, 4);
  return hash('sha256', Buffer.from(hash('sha256', data) + size.toString('hex')));
};

/** The preview for the caller; a file is written at once, since nothing else waits in a decoder's process. */
const deliver = async (previewing: Promise<Uint8Array> | null, request: PreviewRequest): Promise<Uint8Array | null> => {
  const preview = await previewing;
  if (request.kind !== 'write' || preview === null) return preview;
  try {
    writeFileSync(request.path, preview, { mode: 0o600 });
    return null;
  } catch {
    // Whoever asked meets the same disk, and can say what is wrong with it.
    return preview;
  }
};

const measure = async (
  bytes: Uint8Array,
  format: ImageFormat,
  header: ImageHeader,
  { picture, reduced, warnings }: Decoded,
  request: PreviewRequest,
): Promise<InspectResult> => {
  // The encoder works on another thread while this one counts pixels.
  const previewing = request.kind === 'none' ? null : encodePreview(picture);
  const { channels, brightness: bins, grey } = pixelStatistics(picture);
  const turned = header.orientation >= 5;
  const width = reduced ? (turned ? header.height : header.width) : picture.width;
  const height = reduced ? (turned ? header.width : header.height) : picture.height;
  const { brightness, deviation } = brightnessOf(bins);
  const small = reduceTo(grey, 128);
  const cells = greyCells(small);
  // PIL counts one channel of a grey file and three of any other; for comparison with cleanvision so does this.
  const entropy = histogramEntropy(header.channels === 1 ? channels.subarray(0, 256) : channels);
  const samples = colourSamples(picture);
  return {
    ok: true,
    inspection: {
      format,
      width,
      height,
      orientation: header.orientation,
      frames: format === 'png' ? pngFrames(bytes) : header.frames,
      colourSpace: header.colourSpace,
      channels: header.channels,
      bitDepth: header.bitDepth,
      hasAlpha: header.hasAlpha,
      hasProfile: header.hasProfile,
      pixelHash: pixelHashOf(picture, header, reduced),
      ...perceptualHashes(small, cells),
      shape: shapeDescriptor(cells),
      scores: cleanvisionScores({ width, height, grey: small, entropy, brightness }),
      brightness,
      sharpness: laplacianVariance(grey),
      entropy,
      contrast: deviation,
      greyscale: isGreyscale(samples),
      palette: colourPalette(samples),
      thumbhash: thumbhashOf(picture),
      embedded: header.metadata === undefined ? {} : embeddedFacts(header.metadata),
      preview: await deliver(previewing, request),
      warnings: [
        ...warnings,
        ...(reduced ? ['measured_reduced'] : []),
        ...(hasTrailingData(bytes, format) ? ['trailing_data'] : []),
      ],
    },
  };
};

/**
 * Inspects an image file: format by its first bytes, limits by its header, then one decode for all measures.
 * Never throws for what the bytes are; every refusal has a code of the area `inspect`.
 * @param file path of a local file, or its bytes
 */
export const inspectImage = async (
  file: string | Uint8Array,
  limits: Pick<InspectLimits, 'maxPixels' | 'maxChannels'>,
  {
    beforeDecode,
    preview = { kind: 'return' },
  }: { readonly beforeDecode?: BeforeDecode; readonly preview?: PreviewRequest } = {},
): Promise<InspectResult> => {
  const opened = await openImage(file, limits);
  if (!opened.ok) return opened;
  const { bytes, format, header } = opened;
  await beforeDecode?.(header.width * header.height);
  const decoded = await decodeUpright(bytes, format, header);
  if (!decoded.ok) return decoded;
  const result = await measure(bytes, format, header, decoded, preview);
  // Frees the pixels now: waiting for the garbage collector costs more than measuring does.
  if (decoded.picture.data.buffer instanceof ArrayBuffer) decoded.picture.data.buffer.transfer(0);
  return result;
};
