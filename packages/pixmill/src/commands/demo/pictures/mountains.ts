import { fillDown, paint } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix, rampOfHex } from './colour.ts';
import { createNoise } from './noise.ts';
import { createRandom } from './random.ts';
import { createRidge, drawFirs, drawSnow, fillRidge } from './ridges.ts';
import type { Scene, SceneKind } from './scene.ts';
import { drawClouds, drawStars, drawSun } from './sky.ts';

type Mood = {
  readonly words: string;
  /** From the zenith to the horizon. */
  readonly sky: string;
  readonly far: string;
  readonly near: string;
  readonly sun: string;
  readonly glow: string;
  readonly clouds: string;
};

const MOODS: readonly [Mood, ...Mood[]] = [
  {
    words: 'at dusk',
    sky: '#2b2d62 #7a4a8c #e0708a #ffb37a',
    far: '#c87a92',
    near: '#1d1733',
    sun: '#fff1c9',
    glow: '#ffb070',
    clouds: '#ffb3a0',
  },
  {
    words: 'on a clear morning',
    sky: '#5fa8dd #a9d4ee #f4ead2',
    far: '#9fbfcf',
    near: '#17323a',
    sun: '#fffbe6',
    glow: '#fff0c0',
    clouds: '#ffffff',
  },
  {
    words: 'in the last light',
    sky: '#3a1f4d #a8324f #f4703f #ffc86b',
    far: '#d8624e',
    near: '#24101f',
    sun: '#ffe9a8',
    glow: '#ff9a4d',
    clouds: '#ff8f6b',
  },
  {
    words: 'in autumn',
    sky: '#88b7c9 #e8d9b5 #f6c98b',
    far: '#d2a679',
    near: '#4a2413',
    sun: '#fff6da',
    glow: '#ffdf9e',
    clouds: '#fff0dc',
  },
  {
    words: 'in the morning mist',
    sky: '#6fa7a8 #b7d6cb #f2ecd8',
    far: '#a8c8bd',
    near: '#12302f',
    sun: '#fffdf0',
    glow: '#fff5d6',
    clouds: '#f6f6ea',
  },
  {
    words: 'in early spring',
    sky: '#79b6e6 #bfe0ee #fdf3dc',
    far: '#9cc3a6',
    near: '#1f4527',
    sun: '#fffbe0',
    glow: '#fff4c4',
    clouds: '#ffffff',
  },
  {
    words: 'under a pink sky',
    sky: '#6a7fc4 #c79bd2 #f7b7c6 #ffe0c9',
    far: '#c3a0c8',
    near: '#2b2348',
    sun: '#fff4e6',
    glow: '#ffd0c4',
    clouds: '#ffd9e0',
  },
  {
    words: 'before a storm',
    sky: '#2c3946 #5b6d7a #b9b9a4 #ecd9a0',
    far: '#7f8c8f',
    near: '#131b20',
    sun: '#fff3c4',
    glow: '#e8d28c',
    clouds: '#8b98a0',
  },
  {
    words: 'in the blue hour',
    sky: '#0f1d4a #2f4f8f #7f9fd0 #e8c9c0',
    far: '#6f8fc0',
    near: '#0a1230',
    sun: '#fdf6ff',
    glow: '#c9d4ff',
    clouds: '#9fb4e0',
  },
];

const drawLake = (canvas: Canvas, shore: number, seed: number): void => {
  const noise = createNoise(seed);
  const water = hex('#0b1c2c');
  const { width, height, data } = canvas;
  for (let y = shore; y < height; y++) {
    const depth = (y - shore) / (height - shore);
    for (let x = 0; x < width; x++) {
      const ripple = (noise(x / (width * 0.08), (y - shore) / (2 + depth * height * 0.012)) - 0.5) * (2 + depth * 16);
      const from = Math.max(0, Math.min(shore - 1, Math.round(shore - (y - shore) * 1.05 + ripple)));
      const at = (from * width + x) * 3;
      const mirrored = { r: data[at] ?? 0, g: data[at + 1] ?? 0, b: data[at + 2] ?? 0 };
      paint(canvas, x, y, mix(mirrored, water, 0.16 + depth * 0.3), 1);
    }
  }
};

/** Ranges of hills one behind the other, paler with distance. */
export const mountains: SceneKind = (random): Scene => {
  const mood = random.pick(MOODS);
  const ranges = random.whole(4, 7);
  const [hasSun, hasLake, hasFirs] = [random.chance(0.75), random.chance(0.3), random.chance(0.65)];
  const sharpness = random.pick([0, 0.15, 0.5, 0.8, 1]);
  const hasSnow = sharpness > 0.4 && random.chance(0.75);
  const seed = random.whole(1, 1e9);
  const kind =
    sharpness > 0.4
      ? hasSnow
        ? 'Snowy peaks'
        : 'Peaks'
      : `${['Four', 'Five', 'Six', 'Seven'][ranges - 4]} ranges of hills`;
  const caption = `${kind}${hasLake ? ' above a still lake' : hasFirs ? ' and a wood of firs' : ''} ${mood.words}`;
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    const { width, height } = canvas;
    const horizon = height * own.between(0.36, 0.58);
    const floor = hasLake ? height * own.between(0.66, 0.74) : height;
    fillDown(canvas, rampOfHex(mood.sky), { bottom: horizon * 1.25 });
    fillDown(canvas, rampOfHex(mood.sky.split(' ').slice(-1).join(' ')), { top: horizon * 1.25 });
    if (mood.words === 'in the blue hour') drawStars(canvas, { random: own, bottom: horizon * 0.8, density: 1.6 });
    const cover = own.between(0.15, 0.75);
    drawClouds(canvas, {
      seed: seed + 1,
      bottom: horizon,
      cover,
      light: hex(mood.clouds),
      shade: mix(hex(mood.clouds), hex(mood.far), 0.6),
    });
    const sun = {
      x: width * own.between(0.18, 0.82),
      y: horizon * own.between(0.45, 0.95),
      radius: height * own.between(0.035, 0.075),
    };
    if (hasSun) drawSun(canvas, { ...sun, colour: hex(mood.sun), glow: hex(mood.glow), strength: 0.75 });
    for (let range = 0; range < ranges; range++) {
      const nearness = range / (ranges - 1);
      const ridge = createRidge(width, {
        seed: seed + 10 + range,
        level: horizon + (floor - horizon) * (nearness * 0.86 + 0.02),
        relief: height * (range === 0 ? 0.16 : 0.1) * own.between(0.7, 1.3) * (hasLake ? 1 - nearness * 0.75 : 1),
        bumps: own.between(2, 4) + nearness * 2.5,
        sharpness: range < 2 ? sharpness : sharpness * 0.35,
      });
      const crest = mix(hex(mood.far), hex(mood.near), nearness ** 0.85);
      const foot = mix(crest, hex(mood.sky.split(' ').at(-1) ?? mood.far), 0.55 * (1 - nearness * 0.8));
      fillRidge(canvas, ridge, { crest, foot, fade: height * 0.24 });
      if (hasSnow && range === 0) {
        const snow = mix(hex('#ffffff'), hex(mood.glow), 0.18);
        drawSnow(canvas, ridge, {
          seed: seed + 50,
          line: horizon + height * 0.06,
          snow,
          shadow: mix(snow, crest, 0.55),
        });
      }
      if (hasFirs && range >= ranges - 2) {
        const tall = height * (range === ranges - 1 ? 0.16 : 0.075);
        drawFirs(canvas, ridge, {
          random: own,
          height: tall,
          spacing: tall * 0.3,
          colour: mix(crest, hex('#000000'), 0.15),
        });
      }
    }
    if (hasLake) drawLake(canvas, Math.round(floor), seed + 60);
  };
  return { caption, draw };
};
