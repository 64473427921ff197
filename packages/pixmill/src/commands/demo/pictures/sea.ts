import { eachPixel, fillDown, lighten, paint, smoothstep } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix, rampOf, rampOfHex } from './colour.ts';
import type { Colour } from './colour.ts';
import { createNoise, layeredNoise } from './noise.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { createRidge, fillRidge } from './ridges.ts';
import type { Scene, SceneKind } from './scene.ts';
import { drawBoat, drawLighthouse, drawRock } from './sea-marks.ts';
import type { Weather } from './sea-marks.ts';
import { drawClouds, drawSun } from './sky.ts';

const WEATHERS: readonly [Weather, ...Weather[]] = [
  {
    words: 'on a bright day',
    sky: '#3f97d6 #9fd3ee #eaf6f2',
    far: '#4aa3c7',
    near: '#0d4a73',
    foam: '#f4fbfa',
    sun: '#fffbe2',
  },
  {
    words: 'at sunset',
    sky: '#3d2b63 #b5486b #ff8d5c #ffd79a',
    far: '#d8786b',
    near: '#3a1c4d',
    foam: '#ffd9b8',
    sun: '#fff0b8',
  },
  {
    words: 'at dawn',
    sky: '#6f8fc7 #d9b0c8 #ffe3c4',
    far: '#a9a6c9',
    near: '#2b4a78',
    foam: '#fff0e6',
    sun: '#fff8e0',
  },
  {
    words: 'before a storm',
    sky: '#26333d #566b74 #b7bfa8',
    far: '#6d8585',
    near: '#14272f',
    foam: '#dfe8e0',
    sun: '#f2efcf',
  },
  {
    words: 'in the tropics',
    sky: '#2fa7d8 #8fdcea #fdf3cf',
    far: '#3cc7c4',
    near: '#0a6c8c',
    foam: '#ffffff',
    sun: '#fffbe0',
  },
  {
    words: 'by moonlight',
    sky: '#0a1233 #1f3570 #5a78b8',
    far: '#3a5a9a',
    near: '#081029',
    foam: '#b9cdf2',
    sun: '#f4f6ff',
  },
];

/** Waves that roll in rows, each with its crest of foam. */
const drawWaves = (canvas: Canvas, random: Random, horizon: number, weather: Weather): void => {
  const { width, height } = canvas;
  const rows = random.whole(7, 11);
  const noise = createNoise(random.whole(1, 1e9));
  const swell = random.between(0.8, 1.5);
  const [far, near, foam] = [hex(weather.far), hex(weather.near), hex(weather.foam)];
  fillDown(canvas, rampOf([far, near]), { top: horizon });
  for (let row = 0; row < rows; row++) {
    const nearness = (row + 1) / rows;
    const level = horizon + (height - horizon) * nearness ** 1.4;
    const tall = height * (0.012 + 0.06 * nearness * swell);
    const length = width * (0.06 + 0.15 * nearness);
    const phase = random.between(0, 40);
    const body = mix(far, near, nearness ** 0.8);
    const shades = Array.from({ length: 33 }, (_, step) =>
      mix(mix(body, foam, 0.16), near, smoothstep(0, 32, step) * 0.6),
    );
    for (let x = 0; x < width; x++) {
      const at = x / length + phase;
      const crest = Math.abs(Math.sin(at + 0.6 * Math.sin(at * 0.43 + row))) ** 1.3;
      const lift = crest * (0.55 + 0.75 * noise(at * 0.5, row * 5));
      const top = level - tall * lift;
      const thick = Math.max(1.4, tall * 0.55 * lift ** 2 * (0.45 + 0.8 * noise(at * 5, row * 3 + 50)));
      const strength = smoothstep(0.1, 0.75, lift) * (0.45 + 0.5 * nearness);
      const lower = row === rows - 1 ? height : Math.min(height, level + (height - horizon) * 0.3);
      for (let y = Math.floor(top); y < lower; y++) {
        const cover = y < top ? 1 - (top - y) : 1;
        paint(canvas, x, y, shades[Math.min(32, Math.floor(((y - top) / tall) * 14))] ?? body, cover);
        const share = (y + 0.5 - top) / thick;
        if (share < 1) paint(canvas, x, y, foam, cover * strength * (1 - share * share));
      }
    }
  }
};

/** A calm sea on which the light glitters. */
const drawGlitter = (
  canvas: Canvas,
  random: Random,
  horizon: number,
  path: { readonly x: number; readonly light: Colour },
  weather: Weather,
): void => {
  const { width, height } = canvas;
  const noise = createNoise(random.whole(1, 1e9));
  const trough = hex('#04121f');
  fillDown(canvas, rampOfHex(`${weather.far} ${weather.near}`), { top: horizon });
  eachPixel(canvas, { left: 0, top: horizon, right: width, bottom: height }, (x, y) => {
    const depth = (y - horizon) / (height - horizon);
    const ripple = layeredNoise(
      noise,
      x / (width * (0.02 + depth * 0.06)),
      (y - horizon) / (height * (0.003 + depth * 0.013)),
      2,
    );
    const near = Math.exp(-(((x - path.x) / (width * (0.06 + depth * 0.17))) ** 2));
    const glint = smoothstep(0.72 - near * 0.34, 0.8 - near * 0.3, ripple);
    lighten(canvas, x, y, path.light, glint * (0.18 + near * 0.9));
    paint(canvas, x, y, trough, smoothstep(0.42, 0.25, ripple) * 0.22);
  });
};

const THINGS = ['', 'A sailing boat', 'Two sailing boats', 'A lighthouse', 'Islands'] as const;

/** The sea, rough or calm. */
export const sea: SceneKind = (random): Scene => {
  const weather = random.pick(WEATHERS);
  const thing = random.pick(THINGS);
  const isCalm = random.chance(0.45);
  const seed = random.whole(1, 1e9);
  const water = isCalm ? 'a calm sea' : 'rolling waves';
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    const { width, height } = canvas;
    const horizon = Math.round(height * own.between(0.34, 0.56));
    fillDown(canvas, rampOfHex(weather.sky), { bottom: horizon });
    const light = mix(hex(weather.sky.slice(-7)), hex('#ffffff'), 0.45);
    drawClouds(canvas, {
      seed: seed + 1,
      bottom: horizon,
      cover: own.between(0.15, 0.8),
      light,
      shade: mix(light, hex(weather.far), 0.55),
    });
    const sun = {
      x: width * own.between(0.2, 0.8),
      y: horizon * own.between(0.3, 0.95),
      radius: Math.min(width, height) * own.between(0.04, 0.1),
    };
    drawSun(canvas, { ...sun, colour: hex(weather.sun), glow: hex(weather.sky.slice(-7)), strength: 0.6 });
    if (thing === 'Islands' || own.chance(0.35)) {
      for (const layer of [0, 1]) {
        const side = own.between(-0.4, 0.6);
        const ridge = createRidge(width, {
          seed: seed + 5 + layer,
          level: 0,
          relief: height * 0.07,
          bumps: 3,
          sharpness: 0.4,
        }).map((value, x) => horizon + value + height * (0.02 + 0.28 * Math.abs(x / width - side - 0.3) ** 1.3 - 0.05));
        const crest = mix(hex(weather.far), hex(weather.near), 0.15 + layer * 0.35);
        fillRidge(canvas, ridge, { crest, foot: mix(crest, hex(weather.sky.slice(-7)), 0.35), fade: height * 0.12 });
      }
    }
    if (isCalm) drawGlitter(canvas, own, horizon, { x: sun.x, light: hex(weather.sun) }, weather);
    else drawWaves(canvas, own, horizon, weather);
    const size = Math.min(width, height);
    if (thing.includes('boat')) {
      for (let boat = 0; boat < (thing.startsWith('Two') ? 2 : 1); boat++) {
        const far = own.between(0.03, 0.22);
        drawBoat(
          canvas,
          width * own.between(0.2, 0.8),
          horizon + (height - horizon) * far,
          size * (0.12 + far * 0.6),
          weather,
        );
      }
    }
    if (thing === 'A lighthouse') {
      const x = width * own.pick([0.32, 0.36, 0.64, 0.68]);
      const ground = horizon + (height - horizon) * own.between(0.02, 0.16);
      drawRock(canvas, { x, top: ground, base: ground + size * 0.17, half: size * 0.3 }, seed + 20, weather);
      drawLighthouse(canvas, x, ground + size * 0.02, size * 0.36, weather.words === 'by moonlight');
    }
  };
  return {
    caption:
      thing === ''
        ? `${water.charAt(0).toUpperCase()}${water.slice(1)} ${weather.words}`
        : `${thing} and ${water} ${weather.words}`,
    draw,
  };
};
