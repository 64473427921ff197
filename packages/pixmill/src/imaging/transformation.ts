import type { ImageFormat } from './inspection.ts';

/** What to make of an image. Orientation is always applied, colours become sRGB, metadata is removed. */
export type Transformation = {
  readonly resize?: {
    /** Pixels; the result is never larger than the original. */
    readonly width: number;
    readonly height: number;
    /** `inside` keeps the shape and fits into the box, `cover` fills it and crops the middle, `fill` stretches. */
    readonly fit: 'inside' | 'cover' | 'fill';
  };
  readonly encode: {
    /** `keep` writes the format of the original (BMP becomes PNG). JPEG has no alpha: white is put behind. */
    readonly format: 'jpeg' | 'webp' | 'png' | 'keep';
    /** 1..100, for JPEG, WebP and AVIF. */
    readonly quality?: number;
  };
};

/** How a transformation ended; `code` is of the area `inspect`. */
export type TransformResult =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      readonly format: ImageFormat;
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly code: string; readonly detail: string };
