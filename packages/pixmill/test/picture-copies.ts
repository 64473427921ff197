import { encodeImage } from '../src/imaging/encode-image.ts';
import { seededRandom } from '../src/imaging/seeded-random.ts';

/** A picture in tests: RGB, 3 bytes a pixel. */
export type TestPicture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

type Shade = readonly [number, number, number];

/** A picture full of detail that no other seed is like: patches of colour in three sizes, one over the other. */
export const makePicture = (seed: number, width = 400, height = 300): TestPicture => {
  const random = seededRandom(seed);
  const data = new Uint8Array(width * height * 3).fill(120);
  for (const [size, count] of [
    [0.35, 14],
    [0.16, 50],
    [0.07, 160],
  ] as const) {
    for (let patch = 0; patch < count; patch++) {
      const across = Math.ceil(width * size * (0.4 + random()));
      const down = Math.ceil(height * size * (0.4 + random()));
      const left = Math.floor(random() * width - across / 2);
      const top = Math.floor(random() * height - down / 2);
      const shade: Shade = [random() * 256, random() * 256, random() * 256];
      paint({ width, height, data }, { left, top, across, down }, shade);
    }
  }
  return { width, height, data };
};

const paint = (
  { width, height, data }: TestPicture,
  { left, top, across, down }: { left: number; top: number; across: number; down: number },
  shade: Shade,
): void => {
  for (let y = Math.max(0, top); y < Math.min(height, top + down); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + across); x++) {
      for (const [channel, value] of shade.entries()) data[(y * width + x) * 3 + channel] = value;
    }
  }
};

const remake = (
  picture: TestPicture,
  { width, height }: { readonly width: number; readonly height: number },
  from: (x: number, y: number) => readonly [number, number],
): TestPicture => {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = from(x, y);
      const at = (fromY * picture.width + fromX) * 3;
      data.set(picture.data.subarray(at, at + 3), (y * width + x) * 3);
    }
  }
  return { width, height, data };
};

/** A part of a picture: `share` of each side, from the top left corner. */
export const cropped = (picture: TestPicture, share: number): TestPicture => {
  const size = { width: Math.round(picture.width * share), height: Math.round(picture.height * share) };
  return remake(picture, size, (x, y) => [x, y]);
};

/** Twice as wide and high. */
export const doubled = (picture: TestPicture): TestPicture =>
  remake(picture, { width: picture.width * 2, height: picture.height * 2 }, (x, y) => [
    Math.floor(x / 2),
    Math.floor(y / 2),
  ]);

/** Left is right. */
export const flipped = (picture: TestPicture): TestPicture =>
  remake(picture, picture, (x, y) => [picture.width - 1 - x, y]);

/** A quarter turn. */
export const quarterTurned = (picture: TestPicture): TestPicture =>
  remake(picture, { width: picture.height, height: picture.width }, (x, y) => [y, picture.height - 1 - x]);

/** With a dark band over the lower part. */
export const overlaid = (picture: TestPicture): TestPicture => {
  const copy = { ...picture, data: picture.data.slice() };
  const down = Math.round(picture.height * 0.2);
  const top = picture.height - down;
  paint(copy, { left: 0, top, across: picture.width, down }, [20, 20, 30]);
  return copy;
};

/** The file of a picture. */
export const fileOf = async (picture: TestPicture): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await encodeImage({ ...picture, data: picture.data }, { format: 'png' }));
