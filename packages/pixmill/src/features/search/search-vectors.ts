/**
 * What search needs of models; whoever opens search fulfils it. Both may be absent or fail at any time: search then answers
 * by the other ways.
 */
import type { NearestImages } from '../../library/nearest-images.ts';

/** Which vectors can be compared: those of one model and version. */
export type ComparedBy = { readonly model: string; readonly version: number };

/** A model that puts texts and images into one space. */
export type TextEncoder = ComparedBy & {
  /** Cosine (-1..1) that an image must reach to be a match, from the manifest. */
  readonly least: number;
  /** Unit length. */
  readonly embedText: (text: string) => Promise<Float32Array>;
};

/** A model that makes vectors of images. */
export type ImageEncoder = ComparedBy & {
  /** The vector (unit length) of a local file. */
  readonly embedFile: (path: string, signal: AbortSignal) => Promise<Float32Array>;
};

/** The models that are here, and where the nearest vectors are found. */
export type SearchVectors = {
  /** Models that understand texts; cheap when nothing has changed: every search by words asks. */
  readonly textEncoders: () => Promise<readonly TextEncoder[]>;
  readonly imageEncoders: () => Promise<readonly ImageEncoder[]>;
  readonly nearest: NearestImages;
};
