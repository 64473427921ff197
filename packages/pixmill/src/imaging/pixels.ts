/** An upright sRGB picture: rows from the top, 3 bytes (red, green, blue) a pixel, no padding. */
export type RgbPicture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** A grey picture: rows from the top, one byte a pixel, no padding. */
export type GreyPicture = { readonly width: number; readonly height: number; readonly data: Uint8Array };
