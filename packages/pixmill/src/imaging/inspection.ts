import type { SmallPictureResult, SmallPictureShape, SmallPicturesResult } from './small-picture.ts';
import type { Transformation, TransformResult } from './transformation.ts';

/** Formats that Pixmill decodes. */
export const IMAGE_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff', 'bmp'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** What one decode may cost. */
export type InspectLimits = {
  /** Width times height, all frames of it that are decoded. */
  readonly maxPixels: number;
  readonly maxChannels: number;
  /** After this the decoder process is killed. */
  readonly timeoutMs: number;
};

/** What an inspection may cost besides its pixels, which are a setting; the mill and `pixmill check` judge by the same. */
export const INSPECT_LIMITS = { maxChannels: 5, timeoutMs: 20_000 } as const satisfies Omit<InspectLimits, 'maxPixels'>;

/** A colour of the palette: `#rrggbb` in sRGB, and its share of the pixels, 0..1; shares add up to 1. */
export type PaletteColour = { readonly hex: string; readonly share: number };

/** cleanvision's scores, 0..1 by its own formulas; low is bad. */
export type CleanvisionScores = {
  readonly dark: number;
  readonly light: number;
  readonly oddAspectRatio: number;
  readonly lowInformation: number;
  readonly blurry: number;
};

/** Everything that one decode tells about an image; all of it over the upright sRGB picture. */
export type Inspection = {
  readonly format: ImageFormat;
  /** Pixels, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation that was applied, 1..8. */
  readonly orientation: number;
  /** Frames or pages in the file; only the first is measured. */
  readonly frames: number;
  /** As stored in the file: `srgb`, `cmyk`, `b-w`, `rgb16`, `lab` … (libvips' names). */
  readonly colourSpace: string;
  readonly channels: number;
  readonly bitDepth: number;
  readonly hasAlpha: boolean;
  readonly hasProfile: boolean;
  /** SHA-256 (64 hex digits) of the size and the upright sRGB pixels over white: equal for the same picture in any lossless file. */
  readonly pixelHash: string;
  /** 64-bit DCT hash, 16 hex digits. */
  readonly phash: string;
  /** 64-bit difference hash, 16 hex digits. */
  readonly dhash: string;
  /** False for a picture so flat that its hashes are noise: do not look for near duplicates of it by them. */
  readonly hashable: boolean;
  /** What it shows, as 192 bytes that edits of a picture have in common (shape-descriptor.ts). */
  readonly shape: Uint8Array;
  readonly scores: CleanvisionScores;
  /** Percentiles of the perceived brightness, 0..1. */
  readonly brightness: {
    readonly p1: number;
    readonly p5: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly mean: number;
  };
  /** Variance of the Laplacian over the grey picture, box-averaged by a whole number to 341..767 pixels when longer; higher is sharper. */
  readonly sharpness: number;
  /** Bits as PIL computes them: 0..8 of one channel when the file holds grey only, else 0..9.6 of all three in one histogram. */
  readonly entropy: number;
  /** Standard deviation of the perceived brightness, 0..0.5. */
  readonly contrast: number;
  /** Whether all colour is within noise of grey, whatever mode the file is in. */
  readonly greyscale: boolean;
  /** 5 to 8 colours, most frequent first (fewer when the picture has fewer). */
  readonly palette: readonly PaletteColour[];
  /** Base64 of the thumbhash, about 25 bytes. */
  readonly thumbhash: string;
  /** WebP, longest side at most 256 pixels, metadata removed; `null` when it was not wanted, or was written to a file. */
  readonly preview: Uint8Array | null;
  /** What is in the file's EXIF, IPTC and XMP that people care about. */
  readonly embedded: {
    readonly takenAt?: string;
    readonly camera?: string;
    readonly caption?: string;
    readonly keywords?: readonly string[];
    readonly creator?: string;
    readonly copyright?: string;
    /** IPTC `plus:DataMining`, as written. */
    readonly dataMining?: string;
    /** IPTC `digitalSourceType`, as written. */
    readonly digitalSourceType?: string;
  };
  /**
   * Problems that did not prevent decoding: `missing_end` (every pixel is there, the end marker is not), `damaged` (the
   * decoder complained), `trailing_data` (bytes after the end), `measured_reduced` (above 32 million pixels a
   * smaller copy is measured; its pixel hash is comparable within one format only).
   */
  readonly warnings: readonly string[];
};

/** What becomes of the preview: handed back, written to a new local file (where writing blocks nobody), or not made. */
export type PreviewRequest =
  | { readonly kind: 'return' }
  | { readonly kind: 'write'; readonly path: string }
  | { readonly kind: 'none' };

/** What a caller of `inspect` may ask for; previews are handed back when nothing is said. */
export type InspectOptions = { readonly signal?: AbortSignal; readonly preview?: PreviewRequest };

/** How an inspection ended; `code` is of the area `inspect`. */
export type InspectResult =
  | { readonly ok: true; readonly inspection: Inspection }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** Decodes in processes of its own, so that a file that kills a decoder costs only itself. */
export type Decoders = {
  /** Starts the processes ahead of the first image; without it they start when there is work. */
  readonly start: () => void;
  /** Whether an inspection is in work or waits: new images come in, and want the cores. */
  readonly isInspecting: () => boolean;
  /** Inspects a local file. Never throws for what a file may hold; a file that kills its decoder twice is `inspect.crashed`. */
  readonly inspect: (path: string, limits: InspectLimits, options?: InspectOptions) => Promise<InspectResult>;
  /** Makes a resized or re-encoded copy of a local file, under the same limits and in the same processes. */
  readonly transform: (
    path: string,
    transformation: Transformation,
    limits: InspectLimits,
    signal?: AbortSignal,
  ) => Promise<TransformResult>;
  /**
   * Makes the small pictures that models look at of a local file, one of each shape, from one decoding; under the same
   * limits and in the same processes.
   */
  readonly makeSmallPictures: (
    path: string,
    shapes: readonly SmallPictureShape[],
    limits: InspectLimits,
    signal?: AbortSignal,
  ) => Promise<SmallPicturesResult>;
  /** The same for one shape. */
  readonly makeSmallPicture: (
    path: string,
    shape: SmallPictureShape,
    limits: InspectLimits,
    signal?: AbortSignal,
  ) => Promise<SmallPictureResult>;
  /** Ends the processes; what still waits fails with `inspect.closed`. */
  readonly close: () => Promise<void>;
};
