import type { PaletteColour } from '../../../imaging/inspection.ts';
import { oklabDistance, type Oklab, rgbToOklab } from '../../../imaging/oklab.ts';

/** The eleven basic colour terms of Berlin and Kay (Basic Color Terms, 1969), and two that everybody uses. */
export type ColourName =
  | 'black'
  | 'white'
  | 'grey'
  | 'red'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'brown'
  | 'beige'
  | 'turquoise';

/** A name and the share of the pixels that it stands for, 0..1. */
export type NamedColour = { readonly name: ColourName; readonly share: number };

/** Colours that people call by the name, bright, dark and muted: one each would not follow the bent borders of brown or pink. */
const EXAMPLES: Readonly<Record<Exclude<ColourName, 'black' | 'white' | 'grey'>, readonly string[]>> = {
  red: ['#ff0000', '#d01c1f', '#a01818', '#7a1018', '#b04040', '#e04848'],
  orange: ['#ff8000', '#ffa500', '#e07020', '#f0a050', '#ff6820'],
  yellow: ['#ffff00', '#ffd700', '#f0e060', '#d8b820', '#fff3a0', '#c8c030'],
  green: ['#00ff00', '#008000', '#205020', '#6aa84f', '#a8d080', '#808000', '#556b2f', '#80ff80', '#90a080', '#2f4f38'],
  blue: ['#0000ff', '#000080', '#1e6fd0', '#4080c0', '#87ceeb', '#a8c8f0', '#6080a0', '#203860', '#5070e0', '#b8d0e0'],
  purple: ['#800080', '#8a2be2', '#5a2a82', '#a060c0', '#b090d0', '#402050', '#c8a8e8', '#806090'],
  pink: ['#ffc0cb', '#ff69b4', '#ff00ff', '#e080a0', '#f8a0a0', '#d83080', '#f0c8d0', '#c88090'],
  brown: ['#8b4513', '#5c4033', '#a0622d', '#3f2a1c', '#7a5c40', '#b08050', '#6b4423', '#907050', '#a07868'],
  beige: ['#f5f5dc', '#e8d8b8', '#d2b48c', '#f0dcc0', '#c8b898', '#ecc8a8'],
  turquoise: ['#40e0d0', '#00ffff', '#008080', '#20a0a0', '#80e0d8', '#106060', '#70b8b0'],
};

const toOklab = (hex: string): Oklab =>
  rgbToOklab(
    Number.parseInt(hex.slice(1, 3), 16),
    Number.parseInt(hex.slice(3, 5), 16),
    Number.parseInt(hex.slice(5, 7), 16),
  );

// Typed by its keys, since Object.entries forgets them.
const CHROMATIC = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'brown',
  'beige',
  'turquoise',
] as const;

const PROTOTYPES = CHROMATIC.flatMap((name) => EXAMPLES[name].map((hex) => ({ name, colour: toOklab(hex) })));

const BLACK_BELOW = 0.25;
const WHITE_ABOVE = 0.93;

/** Chroma below which a colour counts as none: the eye sees little of it in the dark, and much of it in the light. */
const leastChroma = (lightness: number): number => {
  if (lightness < BLACK_BELOW) return 0.06;
  return lightness > 0.85 ? 0.022 : 0.027;
};

const nameOf = (colour: Oklab): ColourName => {
  const [lightness, a, b] = colour;
  if (Math.hypot(a, b) < leastChroma(lightness)) {
    if (lightness < BLACK_BELOW) return 'black';
    return lightness > WHITE_ABOVE ? 'white' : 'grey';
  }
  let nearest: ColourName = 'grey';
  let least = Number.POSITIVE_INFINITY;
  for (const prototype of PROTOTYPES) {
    const distance = oklabDistance(colour, prototype.colour);
    if (distance < least) {
      least = distance;
      nearest = prototype.name;
    }
  }
  return nearest;
};

/** The name of a colour (`#rrggbb`, sRGB): by the nearest example in OKLab, and by lightness where there is hardly any colour. */
export const colourName = (hex: string): ColourName => nameOf(toOklab(hex));

/** The names of a palette with their shares added up, most frequent first; equal shares by name. */
export const namedColours = (palette: readonly PaletteColour[]): readonly NamedColour[] => {
  const shares = new Map<ColourName, number>();
  for (const { hex, share } of palette) {
    const name = colourName(hex);
    shares.set(name, (shares.get(name) ?? 0) + share);
  }
  return Array.from(shares, ([name, share]) => ({ name, share: Math.min(1, Math.round(share * 1e4) / 1e4) })).toSorted(
    (x, y) => y.share - x.share || (x.name < y.name ? -1 : 1),
  );
};

/** Mean OKLab chroma of a palette: 0 is grey, an ordinary photo has about 0.04, 0.3 is neon. */
export const meanChroma = (palette: readonly PaletteColour[]): number => {
  const sum = palette.reduce((total, { hex, share }) => {
    const [, a, b] = toOklab(hex);
    return total + Math.hypot(a, b) * share;
  }, 0);
  return (
    sum /
    Math.max(
      1e-9,
      palette.reduce((total, { share }) => total + share, 0),
    )
  );
};
