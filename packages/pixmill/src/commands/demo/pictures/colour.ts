/** A colour in sRGB, 0..255 each. */
export type Colour = { readonly r: number; readonly g: number; readonly b: number };

/** Reads `#rrggbb`. */
export const hex = (text: string): Colour => {
  const value = Number.parseInt(text.slice(1), 16);
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
};

/** From one colour (`share` 0) to another (1). */
export const mix = (from: Colour, to: Colour, share: number): Colour => ({
  r: from.r + (to.r - from.r) * share,
  g: from.g + (to.g - from.g) * share,
  b: from.b + (to.b - from.b) * share,
});

/** Colours through which a gradient goes, evenly spaced. */
export type Ramp = (position: number) => Colour;

/** A gradient through some colours, for positions 0..1. */
export const rampOf =
  (colours: readonly [Colour, ...Colour[]]): Ramp =>
  (position) => {
    const at = Math.max(0, Math.min(1, position)) * (colours.length - 1);
    const index = Math.min(colours.length - 1, Math.floor(at));
    const from = colours[index] ?? colours[0];
    return mix(from, colours[index + 1] ?? from, at - index);
  };

/** Reads `#rrggbb` words into a gradient. */
export const rampOfHex = (words: string): Ramp => {
  const [first = hex('#000000'), ...rest] = words.split(' ').map(hex);
  return rampOf([first, ...rest]);
};
