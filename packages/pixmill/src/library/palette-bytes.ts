import type { PaletteColour } from '../imaging/inspection.ts';
import { rgbToOklab, type Oklab } from '../imaging/oklab.ts';

/** A palette as it is stored for search: up to 8 colours, 4 bytes each, the rest 0. */
export const PALETTE_COLOURS = 8;
const COLOUR_BYTES = 4;
export const PALETTE_BYTES = PALETTE_COLOURS * COLOUR_BYTES;

/** Steps of lightness, and of a and b, to 1: exact to 0.002 each, a tenth of what the eye sees. */
const LIGHTNESS_STEPS = 255;
const AXIS_STEPS = 300;
const SHARE_STEPS = 255;

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

/** Calls `visit` for each colour of a packed palette that starts at `offset`; makes nothing, since it runs for thousands. */
export const visitPalette = (
  bytes: Buffer,
  offset: number,
  visit: (lightness: number, a: number, b: number, share: number) => void,
): void => {
  for (let at = offset; at < offset + PALETTE_BYTES; at += COLOUR_BYTES) {
    const share = bytes[at + 3] ?? 0;
    if (share === 0) return;
    const lightness = (bytes[at] ?? 0) / LIGHTNESS_STEPS;
    visit(lightness, bytes.readInt8(at + 1) / AXIS_STEPS, bytes.readInt8(at + 2) / AXIS_STEPS, share / SHARE_STEPS);
  }
};

/** The colours of a packed palette that starts at `offset`. */
export const unpackPalette = (bytes: Buffer, offset = 0): SharedColour[] => {
  const colours: SharedColour[] = [];
  visitPalette(bytes, offset, (lightness, a, b, share) => colours.push({ lab: [lightness, a, b], share }));
  return colours;
};
