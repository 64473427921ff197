import { createCanvas } from './pictures/canvas.ts';
import type { Canvas } from './pictures/canvas.ts';
import { city } from './pictures/city.ts';
import { finish } from './pictures/finish.ts';
import { flowers } from './pictures/flowers.ts';
import { mountains } from './pictures/mountains.ts';
import { nightSky } from './pictures/night-sky.ts';
import { createRandom } from './pictures/random.ts';
import type { SceneKind } from './pictures/scene.ts';
import { sea } from './pictures/sea.ts';
import { tiles } from './pictures/tiles.ts';

/** One picture of the demo: what is known of it without drawing it, and how it is drawn. */
export type DemoImage = {
  readonly label: string;
  /** Counts the images of a label, from 1. */
  readonly number: number;
  readonly caption: string;
  /** Draws it; the same every time. */
  readonly draw: () => Canvas;
};

/** Width and height in pixels, the usual ones more often. */
const SIZES: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  ...([
    [480, 360],
    [480, 320],
    [512, 384],
    [400, 400],
    [540, 360],
    [360, 480],
    [448, 336],
  ] as const),
  ...([
    [480, 270],
    [320, 480],
    [600, 400],
    [420, 420],
    [384, 512],
    [640, 426],
    [560, 420],
  ] as const),
];

/** A few are as large as those of a real camera roll. */
const LARGE_SIZES: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [900, 600],
  [1200, 800],
  [960, 720],
];

type Kind = { readonly label: string; readonly scene: SceneKind; readonly seeds: readonly number[] };

/** Seeds of scenes that pass every check with room to spare, and no two of which look alike. */
const KINDS: readonly Kind[] = [
  {
    label: 'mountains',
    scene: mountains,
    seeds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26],
  },
  {
    label: 'sea',
    scene: sea,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  },
  {
    label: 'night sky',
    scene: nightSky,
    seeds: [1, 4, 5, 6, 7, 8, 9, 12, 14, 17, 18, 19, 23, 24, 26, 33, 34, 43, 46, 60, 61, 72, 90, 105],
  },
  {
    label: 'city',
    scene: city,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  },
  {
    label: 'flowers',
    scene: flowers,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19, 21, 26, 27, 29, 32, 33, 34],
  },
  {
    label: 'tiles',
    scene: tiles,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  },
];

/** Which of a label's images are large. */
const LARGE_EVERY = 12;

const createImage = ({ label, scene }: Kind, seed: number, number: number): DemoImage => {
  const random = createRandom(seed);
  const [width, height] = random.pick(number % LARGE_EVERY === 5 ? LARGE_SIZES : SIZES);
  const { caption, draw } = scene(random);
  return {
    label,
    number,
    caption,
    draw: () => {
      const canvas = createCanvas(width, height);
      draw(canvas);
      finish(canvas, { seed, grain: 4, vignette: 0.1 });
      return canvas;
    },
  };
};

/** The images of the demo: 24 or 16 of each label. Nothing is drawn yet. */
export const demoImages = (): readonly DemoImage[] =>
  KINDS.flatMap((kind) => kind.seeds.map((seed, index) => createImage(kind, seed, index + 1)));
