/** An upright sRGB picture: rows from the top, 3 bytes (red, green, blue) a pixel, no padding. */
export type RgbPicture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** A grey picture: rows from the top, one byte a pixel, no padding. */
export type GreyPicture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/**
 * A grey picture made smaller by a whole number. `extent` is the original's size in pixels of this one: a fraction less
 * than `width` and `height` when the last column or row stands for fewer original pixels than the others.
 */
export type ReducedGrey = GreyPicture & { readonly extent: { readonly width: number; readonly height: number } };
