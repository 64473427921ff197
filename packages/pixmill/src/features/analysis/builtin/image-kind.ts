import type { ImageMeasures } from '../../../library/measures.ts';
import { meanChroma } from './colour-names.ts';

/** A photo, or a graphic (drawing, chart, text, screenshot …); `null` when the facts do not tell. */
export type ImageKind = {
  readonly name: 'photo' | 'graphic' | null;
  /** 0..1; 0 when there is no name. */
  readonly confidence: number;
  readonly from: 'metadata' | 'measures';
};

export type KindFacts = {
  readonly measures: Pick<ImageMeasures, 'entropy' | 'sharpness' | 'channels' | 'palette' | 'brightness' | 'embedded'>;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly format: string;
};

/** IPTC digital source types (cv.iptc.org/newscodes/digitalsourcetype) that say how a picture came to be. */
const STATED: Readonly<Record<string, 'photo' | 'graphic'>> = {
  digitalCapture: 'photo',
  computationalCapture: 'photo',
  negativeFilm: 'photo',
  positiveFilm: 'photo',
  print: 'photo',
  digitalArt: 'graphic',
  digitalCreation: 'graphic',
  dataDrivenMedia: 'graphic',
  algorithmicMedia: 'graphic',
  screenCapture: 'graphic',
};

/** The last part of a digital source type, which files hold as a word or as an address. */
export const sourceTypeOf = (type: string | undefined): string => type?.split('/').at(-1)?.trim() ?? '';

/** Below this on a side there are too few pixels for the statistics of photos to hold. */
const LEAST_SIDE = 64;

/**
 * Bits a pixel from which a file of the format holds the grain of a photo; formats that do not compress by content have
 * none. The least of 430 photos and their copies in other formats; smooth graphics of the same entropy lie below.
 */
const DENSE_BITS: Readonly<Record<string, number>> = { jpeg: 0.35, webp: 0.17, avif: 0.1, png: 5, gif: 2.5 };

/** Headers and profiles that a small file has besides its picture. */
const OVERHEAD_BYTES = 600;

/** Mean entropy of the channels in bits, 0..8: three channels are measured in one histogram, which adds log2(3). */
const channelEntropy = ({ entropy, channels }: KindFacts['measures']): number =>
  Math.max(0, channels === 1 ? entropy : entropy - Math.log2(3));

const bits = (share: number): number =>
  share <= 0 || share >= 1 ? 0 : -share * Math.log2(share) - (1 - share) * Math.log2(1 - share);

/** The entropy of what stands before a plain white ground (photos of goods); `null` without such a ground. */
const entropyBeforeWhite = (measures: KindFacts['measures'], entropy: number): number | null => {
  const [ground] = measures.palette;
  if (ground === undefined || ground.share < 0.3 || ground.share > 0.95) return null;
  if (measures.brightness.p95 < 0.99 || !/^#(?:f[a-f\d]){3}$/.test(ground.hex)) return null;
  const inner = (entropy - bits(ground.share)) / (1 - ground.share);
  // More than 8 bits cannot be: the ground is not plain, as around text in a JPEG.
  return inner > 8 ? null : inner;
};

/** Variance of the Laplacian that lines of text have, and hardly a photo. */
const VERY_SHARP = 15_000;

/** Mean chroma of plain strong colours. */
const VIVID = 0.12;

const UNKNOWN = { name: null, confidence: 0 } as const;

const byMeasures = (image: KindFacts): Pick<ImageKind, 'name' | 'confidence'> => {
  const entropy = channelEntropy(image.measures);
  const denseBits = DENSE_BITS[image.format];
  const bitsPerPixel = (Math.max(0, image.bytes - OVERHEAD_BYTES) * 8) / (image.width * image.height);
  const dense = denseBits === undefined ? null : bitsPerPixel >= denseBits;
  if (Math.min(image.width, image.height) < LEAST_SIDE) {
    return entropy < 4 ? { name: 'graphic', confidence: 0.6 } : UNKNOWN;
  }
  if (entropy >= 6.7) return { name: 'photo', confidence: dense === false ? 0.6 : 0.9 };
  if (entropy >= 5.7 && dense === true) return { name: 'photo', confidence: 0.75 };
  const inner = entropyBeforeWhite(image.measures, entropy);
  if (inner !== null && inner >= 6.7 && dense === true) return { name: 'photo', confidence: 0.6 };
  if (entropy < 2.5) return { name: 'graphic', confidence: 0.9 };
  // A night sky has few bits too, but its file is full of grain.
  if (entropy < 5 && dense !== true) return { name: 'graphic', confidence: 0.8 };
  if (entropy < 6.2 && dense === false) return { name: 'graphic', confidence: 0.6 };
  // What JPEG makes of hard edges is as dense as grain: text, charts, and plain strong colours.
  if (entropy < 5 && image.measures.sharpness >= VERY_SHARP) return { name: 'graphic', confidence: 0.8 };
  if (inner !== null && inner < 5.3) return { name: 'graphic', confidence: 0.7 };
  if (entropy < 4.6 && meanChroma(image.measures.palette) >= VIVID) return { name: 'graphic', confidence: 0.7 };
  return UNKNOWN;
};

/** Photo or graphic: as the file says itself, by its camera, else by how much differs in it and how densely it is packed. */
export const imageKindOf = (image: KindFacts): ImageKind => {
  const { camera, digitalSourceType } = image.measures.embedded;
  const type = sourceTypeOf(digitalSourceType);
  const stated = Object.hasOwn(STATED, type) ? STATED[type] : undefined;
  if (stated !== undefined) return { name: stated, confidence: 0.95, from: 'metadata' };
  // A generated picture may look like a photo; it is none.
  if (/AlgorithmicMedia$/i.test(type)) return { name: null, confidence: 0, from: 'metadata' };
  if (camera !== undefined) return { name: 'photo', confidence: 0.97, from: 'metadata' };
  return { ...byMeasures(image), from: 'measures' };
};
