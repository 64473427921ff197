/** How a picture becomes the small one that a model looks at. */
export type SmallPictureShape = {
  /**
   * `fill` stretches it to the size, `cover` fills the size and crops the middle, `pad` fits it into the size, at the top
   * left, with `padding` (grey, 0..255) for the rest, `multiple` fits it into the size and stretches both sides to the
   * nearest multiple of `step`, at least one.
   */
  readonly fit: 'fill' | 'cover' | 'pad' | 'multiple';
  readonly width: number;
  readonly height: number;
  readonly step?: number;
  readonly padding?: number;
};

/** A small picture, or why there is none; `code` is of the area `inspect`. */
export type SmallPictureResult =
  | {
      readonly ok: true;
      /** RGB, 3 bytes a pixel, row by row. */
      readonly rgb: Uint8Array;
      readonly width: number;
      readonly height: number;
      /** Part of the small picture that shows the whole one; the rest is padding. */
      readonly shown: { readonly width: number; readonly height: number };
    }
  | { readonly ok: false; readonly code: string; readonly detail: string };
