import type { PaletteColour } from '../imaging/inspection.ts';
import { rgbToOklab, type Oklab } from '../imaging/oklab.ts';

/** A palette as it is stored for search: up to 8 colours, 4 bytes each, the rest 0. */
const PALETTE_COLOURS = 8;
export const COLOUR_BYTES = 4;
export const PALETTE_BYTES = PALETTE_COLOURS * COLOUR_BYTES;

/** Steps of lightness, and of a and b, to 1: exact to 0.002 each, a tenth of what the eye sees. */
export const LIGHTNESS_STEPS = 255;
export const AXIS_STEPS = 300;
export const SHARE_STEPS = 255;

/** A colour with its share of the picture, 0..1. */
export type SharedColour = { readonly lab: Oklab; readonly share: number };

/** `#rrggbb` in OKLab. */
export const hexToOklab = (hex: string): Oklab => {
  const value = Number.parseInt(hex.slice(1), 16);
  return rgbToOklab(value >> 16, (value >> 8) & 255, value & 255);
};

/** Packs a palette: lightness, a, b (signed), share; a colour that is there at all has a share above 0. */
export const packPalette = (palette: readonly PaletteColour[]): Buffer => {
  const bytes = Buffer.alloc(PALETTE_BYTES);
  for (const [index, { hex, share }] of palette.slice(0, PALETTE_COLOURS).entries()) {
    const [lightness, a, b] = hexToOklab(hex);
    const at = index * COLOUR_BYTES;
    bytes.writeUInt8(Math.max(0, Math.min(255, Math.round(lightness * LIGHTNESS_STEPS))), at);
    bytes.writeInt8(Math.round(a * AXIS_STEPS), at + 1);
    bytes.writeInt8(Math.round(b * AXIS_STEPS), at + 2);
    bytes.writeUInt8(Math.max(1, Math.min(255, Math.round(share * SHARE_STEPS))), at + 3);
  }
  return bytes;
};

/** The colours of a packed palette that starts at `offset`. */
export const unpackPalette = (bytes: Buffer, offset = 0): SharedColour[] => {
  const colours: SharedColour[] = [];
  for (let at = offset; at < offset + PALETTE_BYTES; at += COLOUR_BYTES) {
    const share = bytes[at + 3] ?? 0;
    if (share === 0) break;
    const lightness = (bytes[at] ?? 0) / LIGHTNESS_STEPS;
    const lab = [lightness, bytes.readInt8(at + 1) / AXIS_STEPS, bytes.readInt8(at + 2) / AXIS_STEPS] as const;
    colours.push({ lab, share: share / SHARE_STEPS });
  }
  return colours;
};
