/** Graphics for the tests of the builtin analyser, all made by code. */
import { makeFlat } from '../../../imaging/fixtures/pictures.ts';
import type { RgbPicture } from '../../../imaging/pixels.ts';
import { seededRandom } from '../../../imaging/seeded-random.ts';

type Rgb = readonly [number, number, number];

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const fill = (
  picture: RgbPicture,
  { x, y, width, height }: Box,
  colour: Rgb,
  holds: (u: number, v: number) => boolean,
): void => {
  for (let row = Math.max(0, y); row < Math.min(picture.height, y + height); row++) {
    for (let column = Math.max(0, x); column < Math.min(picture.width, x + width); column++) {
      const isInside = holds((column - x + 0.5) / width, (row - y + 0.5) / height);
      if (isInside) picture.data.set(colour, (row * picture.width + column) * 3);
    }
  }
};

const rectangle = (): boolean => true;
const disc = (u: number, v: number): boolean => (u - 0.5) ** 2 + (v - 0.5) ** 2 <= 0.25;

/** Discs and rectangles of random plain colours. */
export const makeShapes = (seed: number): RgbPicture => {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const colour = (): Rgb => [upTo(256), upTo(256), upTo(256)];
  const picture = makeFlat(300 + upTo(300), 300 + upTo(300), colour());
  for (let count = 0; count < 12; count++) {
    const box = { x: upTo(500) - 50, y: upTo(500) - 50, width: 30 + upTo(200), height: 30 + upTo(200) };
    fill(picture, box, colour(), random() < 0.5 ? rectangle : disc);
  }
  return picture;
};

/** Bars before lines on white. */
export const makeChart = (seed: number): RgbPicture => {
  const random = seededRandom(seed);
  const picture = makeFlat(640, 400, [255, 255, 255]);
  for (let y = 40; y < 400; y += 60) fill(picture, { x: 0, y, width: 640, height: 1 }, [204, 204, 204], rectangle);
  for (let bar = 0; bar < 12; bar++) {
    const height = 30 + Math.floor(random() * 330);
    const colour: Rgb = bar % 3 === 0 ? [228, 87, 86] : [76, 120, 168];
    fill(picture, { x: 10 + bar * 52, y: 400 - height, width: 40, height }, colour, rectangle);
  }
  return picture;
};

/** Lines of small dark signs on a light page. */
const makeTextPage = (seed: number): RgbPicture => {
  const random = seededRandom(seed);
  const picture = makeFlat(500, 640, [253, 252, 250]);
  for (let y = 20; y < 620; y += 16) {
    for (let x = 20; x < 470; x += 8) {
      if (random() < 0.18) continue;
      for (let stroke = 0; stroke < 3; stroke++) {
        const isUpright = random() < 0.5;
        const box = {
          x: x + Math.floor(random() * 4),
          y: y + Math.floor(random() * 6),
          width: isUpright ? 1 : 5,
          height: isUpright ? 8 : 1,
        };
        fill(picture, box, [34, 34, 38], rectangle);
      }
    }
  }
  return picture;
};

/** Every kind of graphic, some of each. */
export const makeGraphics = (): readonly RgbPicture[] =>
  [makeShapes, makeChart, makeTextPage].flatMap((make) => [1, 2, 3, 4].map((seed) => make(seed)));
