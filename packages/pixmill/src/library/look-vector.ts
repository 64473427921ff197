import { TONE_BYTES } from '../imaging/shape-descriptor.ts';
import { unpackPalette } from './palette-bytes.ts';

/** Places of a grid over OKLab at which a look's colours are counted: lightness × a × b. */
const LIGHTNESS_PLACES = [0.15, 0.4, 0.65, 0.9];
const AXIS_PLACES = [-0.16, -0.05, 0.05, 0.16];
/** How far a colour counts: about the distance of the places. */
const LIGHTNESS_REACH = 0.15;
const AXIS_REACH = 0.06;
/** What each part may say; tones tell the composition, edges the texture, colours the mood. */
const WEIGHTS = { tones: 0.5, edges: 0.6, colours: 0.6 } as const;

const scaleTo = (values: readonly number[], length: number): number[] => {
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? values.map(() => 0) : values.map((value) => (value / norm) * length);
};

const near = (distance: number, reach: number): number => Math.exp(-((distance / reach) ** 2) / 2);

/** Shares of colours at each place of the grid, as square roots: their product is how much two palettes overlap. */
const colourPlaces = (palette: Buffer): number[] => {
  const places: number[] = [];
  const colours = unpackPalette(palette);
  for (const l of LIGHTNESS_PLACES) {
    for (const a of AXIS_PLACES) {
      for (const b of AXIS_PLACES) {
        let sum = 0;
        for (const { lab, share } of colours) {
          sum +=
            share * near(lab[0] - l, LIGHTNESS_REACH) * near(lab[1] - a, AXIS_REACH) * near(lab[2] - b, AXIS_REACH);
        }
        places.push(Math.sqrt(sum));
      }
    }
  }
  return places;
};

/** Numbers of a look's vector: 64 tones, 128 edges, 64 colours. */
export const LOOK_DIMENSIONS = 256;

/**
 * A vector of unit length of how an image looks, without any model: composition, edges and colours. The nearer two are
 * (cosine), the more alike they look; what they show it does not know.
 */
export const lookVector = ({ shape, palette }: { readonly shape: Buffer; readonly palette: Buffer }): Float32Array => {
  const numbers = Array.from(new Int8Array(shape.buffer, shape.byteOffset, shape.byteLength));
  const parts = [
    ...scaleTo(numbers.slice(0, TONE_BYTES), WEIGHTS.tones),
    ...scaleTo(numbers.slice(TONE_BYTES), WEIGHTS.edges),
    ...scaleTo(colourPlaces(palette), WEIGHTS.colours),
  ];
  return Float32Array.from(scaleTo(parts, 1));
};
