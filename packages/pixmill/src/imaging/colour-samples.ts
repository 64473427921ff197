import type { RgbPicture } from './pixels.ts';

const MOST_SAMPLES = 4096;
const MINIATURE_SIDE = 16;

/** Pixels of a picture at even distances: 3 bytes each, at most about 4,000. The same picture gives the same samples. */
export const colourSamples = ({ width, height, data }: RgbPicture): Uint8Array => {
  const spacing = Math.max(1, Math.sqrt((width * height) / MOST_SAMPLES));
  const columns = Math.max(1, Math.min(width, Math.floor(width / spacing), MOST_SAMPLES));
  const rows = Math.max(1, Math.min(height, Math.floor(height / spacing), MOST_SAMPLES));
  const samples = new Uint8Array(columns * rows * 3);
  const offsets = Uint32Array.from({ length: columns }, (_, column) => Math.floor(((column + 0.5) * width) / columns));
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(((row + 0.5) * height) / rows) * width;
    for (const offset of offsets) {
      const index = (start + offset) * 3;
      samples[at++] = data[index] ?? 0;
      samples[at++] = data[index + 1] ?? 0;
      samples[at++] = data[index + 2] ?? 0;
    }
  }
  return samples;
};

/** More than this between the strongest and the weakest channel is colour, not the noise of JPEG. */
const COLOUR_NOISE = 10;
/** Share of coloured pixels that a grey picture may have. */
const COLOURED_SHARE = 0.001;

/** Whether all but 0.1 % of the samples are grey within the noise of JPEG (channels at most 10 of 255 apart). */
export const isGreyscale = (samples: Uint8Array): boolean => {
  let coloured = 0;
  for (let index = 0; index < samples.length; index += 3) {
    const r = samples[index] ?? 0;
    const g = samples[index + 1] ?? 0;
    const b = samples[index + 2] ?? 0;
    if (Math.max(r, g, b) - Math.min(r, g, b) > COLOUR_NOISE) coloured++;
  }
  return coloured <= (samples.length / 3) * COLOURED_SHARE;
};

/** A picture at most 16 pixels long in RGBA (opaque), each pixel the mean of up to 16 spread over its cell. */
export const miniature = ({
  width,
  height,
  data,
}: RgbPicture): { readonly width: number; readonly height: number; readonly rgba: Uint8Array } => {
  const scale = Math.min(1, MINIATURE_SIDE / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const rgba = new Uint8Array(columns * rows * 4);
  for (let cell = 0; cell < columns * rows; cell++) {
    const row = Math.floor(cell / columns);
    const column = cell % columns;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let sample = 0; sample < 16; sample++) {
      const y = Math.floor(((row + ((sample >> 2) + 0.5) / 4) * height) / rows);
      const x = Math.floor(((column + ((sample & 3) + 0.5) / 4) * width) / columns);
      const index = (y * width + x) * 3;
      r += data[index] ?? 0;
      g += data[index + 1] ?? 0;
      b += data[index + 2] ?? 0;
    }
    rgba[cell * 4] = r >> 4;
    rgba[cell * 4 + 1] = g >> 4;
    rgba[cell * 4 + 2] = b >> 4;
    rgba[cell * 4 + 3] = 255;
  }
  return { width: columns, height: rows, rgba };
};
