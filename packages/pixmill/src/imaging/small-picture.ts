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
  /** How pixels are weighed where it changes its size; `linear` when nothing is said. */
  readonly kernel?: 'linear' | 'cubic' | 'lanczos3';
};

/** What a model looks at. */
export type SmallPicture = {
  /** RGB, 3 bytes a pixel, row by row. */
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Part of the small picture that shows the whole one; the rest is padding. */
  readonly shown: { readonly width: number; readonly height: number };
};

/** Small pictures in the order of their shapes, or why there are none; `code` is of the area `inspect`. */
export type SmallPicturesResult =
  | { readonly ok: true; readonly pictures: readonly SmallPicture[] }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** The one small picture, or why there is none. */
export type SmallPictureResult =
  | ({ readonly ok: true } & SmallPicture)
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** The first of several small pictures as the only one. */
export const toOnlyPicture = (result: SmallPicturesResult): SmallPictureResult => {
  if (!result.ok) return result;
  const [picture] = result.pictures;
  if (picture === undefined) throw new TypeError('A decoder left a picture out.');
  return { ok: true, ...picture };
};
