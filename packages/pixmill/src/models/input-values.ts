import type { ModelInput } from './model-manifest.ts';

/** A small picture as a model's pixels: RGB, 3 bytes each, row by row. */
export type SmallPicture = { readonly rgb: Uint8Array; readonly width: number; readonly height: number };

const CHANNELS = 3;

/** Value of each byte for one channel, as the model wants it. */
const tableOf = ({ scale = 1, mean, deviation }: ModelInput, channel: number): Float32Array =>
  Float32Array.from(
    { length: 256 },
    (_, byte) => (byte / scale - (mean?.[channel] ?? 0)) / (deviation?.[channel] ?? 1),
  );

/** Makes the function that writes pictures of one size, one after the other, into the values of a tensor. */
export const createInputWriter = (
  input: ModelInput,
): ((pictures: readonly SmallPicture[]) => { readonly data: Uint8Array | Float32Array; readonly dims: number[] }) => {
  const { type, layout, channels } = input;
  const tables = [0, 1, 2].map((channel) => tableOf(input, channel));
  const isPlain = type === 'uint8' && layout === 'nhwc' && channels === 'rgb';
  return (pictures) => {
    const { width = 0, height = 0 } = pictures[0] ?? {};
    const pixels = width * height;
    const size = pixels * CHANNELS;
    const data = type === 'uint8' ? new Uint8Array(size * pictures.length) : new Float32Array(size * pictures.length);
    for (const [index, { rgb }] of pictures.entries()) {
      const start = index * size;
      if (isPlain) {
        data.set(rgb, start);
        continue;
      }
      for (let channel = 0; channel < CHANNELS; channel++) {
        const from = channels === 'rgb' ? channel : CHANNELS - 1 - channel;
        const table = tables[channel] ?? new Float32Array(256);
        const [first, step] = layout === 'nhwc' ? [start + channel, CHANNELS] : [start + channel * pixels, 1];
        for (let pixel = 0; pixel < pixels; pixel++)
          data[first + pixel * step] = table[rgb[pixel * CHANNELS + from] ?? 0] ?? 0;
      }
    }
    const shape = layout === 'nhwc' ? [height, width, CHANNELS] : [CHANNELS, height, width];
    return { data, dims: [pictures.length, ...shape] };
  };
};
