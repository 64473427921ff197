import { fillDown, paint } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix, rampOfHex } from './colour.ts';
import type { Colour } from './colour.ts';
import { createNoise } from './noise.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Scene, SceneKind } from './scene.ts';
import { drawGlow, drawLine, drawRectangle, drawTriangle } from './shapes.ts';
import { drawClouds, drawStars, drawSun } from './sky.ts';

type Hour = {
  readonly words: string;
  readonly sky: string;
  readonly far: string;
  readonly near: string;
  readonly lit: number;
  readonly isNight: boolean;
};

const HOURS: readonly [Hour, ...Hour[]] = [
  {
    words: 'at night',
    sky: '#0a1033 #24306e #6a4f9a #d77f8f',
    far: '#4f4a86',
    near: '#0d0f26',
    lit: 0.55,
    isNight: true,
  },
  {
    words: 'at sunset',
    sky: '#3b2a66 #b34a72 #ff8a5b #ffd08a',
    far: '#c96f74',
    near: '#2a1430',
    lit: 0.35,
    isNight: false,
  },
  {
    words: 'on a bright day',
    sky: '#4ea0dc #a8d8f0 #f0f4ea',
    far: '#b4cfdc',
    near: '#35566e',
    lit: 0.12,
    isNight: false,
  },
  { words: 'at dawn', sky: '#5b78b8 #e0a0b4 #ffd9b0', far: '#d0a2b4', near: '#3a3358', lit: 0.25, isNight: false },
  {
    words: 'on a grey day',
    sky: '#3d5560 #7f979c #c6cdc4',
    far: '#93a6a8',
    near: '#1c2c34',
    lit: 0.45,
    isNight: false,
  },
  {
    words: 'under a green dusk',
    sky: '#0c2a3f #1f6f7a #8fc9a4 #f4e6a8',
    far: '#5c9c94',
    near: '#0b2029',
    lit: 0.45,
    isNight: true,
  },
];

const LIGHTS: readonly [Colour, ...Colour[]] = [
  hex('#ffdf94'),
  hex('#ffc766'),
  hex('#fff0c9'),
  hex('#ffb05c'),
  hex('#d8ecff'),
];

const drawWindows = (
  canvas: Canvas,
  random: Random,
  house: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  { pane, lit, dark }: { readonly pane: number; readonly lit: number; readonly dark: Colour },
): void => {
  const across = Math.max(1, Math.floor((house.right - house.left - pane) / (pane * 2)));
  const inset = (house.right - house.left - across * pane * 2 + pane) / 2;
  for (let y = house.top + pane * 1.5; y < house.bottom - pane * 2; y += pane * 2.4) {
    for (let column = 0; column < across; column++) {
      const left = house.left + inset + column * pane * 2;
      const isLit = random.chance(lit);
      const box = { left, top: y, right: left + pane, bottom: y + pane * 1.4 };
      drawRectangle(canvas, box, isLit ? random.pick(LIGHTS) : dark, isLit ? random.between(0.75, 1) : 0.5);
    }
  }
};

const drawTop = (
  canvas: Canvas,
  random: Random,
  house: { left: number; right: number; top: number },
  colour: Colour,
): void => {
  const middle = (house.left + house.right) / 2;
  const wide = house.right - house.left;
  const kind = random.next();
  if (kind < 0.2) {
    const tip = { x: middle, y: house.top - wide * random.between(0.4, 1) };
    drawTriangle(canvas, { tip, left: house.left, right: house.right, base: house.top + 1 }, colour);
    drawLine(canvas, tip, { x: middle, y: tip.y - wide * 0.5 }, { thickness: Math.max(1, wide * 0.03), colour });
  } else if (kind < 0.5) {
    const step = { left: house.left + wide * 0.22, right: house.right - wide * 0.22, top: house.top - wide * 0.3 };
    drawRectangle(canvas, { ...step, bottom: house.top + 1 }, colour);
    if (kind < 0.35) {
      drawLine(
        canvas,
        { x: middle, y: step.top },
        { x: middle, y: step.top - wide * 0.8 },
        { thickness: Math.max(1, wide * 0.05), colour },
      );
    }
  }
};

const drawRow = (
  canvas: Canvas,
  random: Random,
  row: {
    readonly ground: number;
    readonly low: number;
    readonly high: number;
    readonly width: number;
    readonly colour: Colour;
    readonly haze: Colour;
    readonly lit: number;
  },
): void => {
  for (let left = -row.width * random.next(); left < canvas.width;) {
    const wide = row.width * random.between(0.6, 1.3);
    const tall = row.low + (row.high - row.low) * random.next() ** 1.7;
    const house = { left, right: left + wide, top: row.ground - tall, bottom: row.ground };
    const colour = mix(row.colour, row.haze, random.between(0, 0.14));
    drawTop(canvas, random, house, colour);
    drawRectangle(canvas, house, colour);
    drawRectangle(canvas, { ...house, left: house.right - wide * 0.28 }, hex('#000000'), 0.13);
    const pane = Math.max(2, wide / random.pick([8, 10, 13]));
    if (row.lit > 0)
      drawWindows(canvas, random, house, { pane, lit: row.lit, dark: mix(colour, hex('#000000'), 0.25) });
    left += wide * random.between(0.9, 1.12);
  }
};

const drawRiver = (canvas: Canvas, bank: number, seed: number, tint: Colour): void => {
  const noise = createNoise(seed);
  const { width, height, data } = canvas;
  for (let y = bank; y < height; y++) {
    const depth = (y - bank) / (height - bank);
    for (let x = 0; x < width; x++) {
      const wave = noise(x / (width * 0.06), (y - bank) / (1.5 + depth * height * 0.015)) - 0.5;
      const from = Math.max(0, Math.min(bank - 1, Math.round(bank - (y - bank) * 1.6 + wave * (3 + depth * 26))));
      const at = (from * width + Math.max(0, Math.min(width - 1, Math.round(x + wave * 4)))) * 3;
      const mirrored = { r: data[at] ?? 0, g: data[at + 1] ?? 0, b: data[at + 2] ?? 0 };
      paint(canvas, x, y, mix(mirrored, tint, 0.25 + depth * 0.25), 1);
    }
  }
};

/** Towers with windows, in rows one behind the other, some at a river. */
export const city: SceneKind = (random): Scene => {
  const hour = random.pick(HOURS);
  const hasRiver = random.chance(0.45);
  const seed = random.whole(1, 1e9);
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    const { width, height } = canvas;
    const ground = height * (hasRiver ? own.between(0.68, 0.78) : 1);
    fillDown(canvas, rampOfHex(hour.sky), { bottom: ground });
    if (hour.isNight) drawStars(canvas, { random: own, bottom: ground * 0.6, density: 1.4 });
    const haze = hex(hour.sky.slice(-7));
    const cloud = mix(haze, hex('#ffffff'), hour.isNight ? 0 : 0.5);
    drawClouds(canvas, {
      seed: seed + 1,
      bottom: ground * 0.8,
      cover: own.between(0.1, 0.7),
      light: cloud,
      shade: mix(cloud, hex(hour.far), 0.6),
    });
    const sun = {
      x: width * own.between(0.15, 0.85),
      y: ground * own.between(0.2, 0.6),
      radius: Math.min(width, height) * own.between(0.05, 0.12),
    };
    drawSun(canvas, { ...sun, colour: mix(haze, hex('#fffbe8'), 0.75), glow: haze, strength: 0.6 });
    const scale = Math.min(width, height * 1.3);
    const rows = own.whole(2, 4);
    for (let row = 0; row < rows; row++) {
      const nearness = rows === 1 ? 1 : row / (rows - 1);
      const colour = mix(hex(hour.far), hex(hour.near), nearness ** 0.9);
      const high = ground * (0.75 - nearness * own.between(0.18, 0.4));
      drawRow(canvas, own, {
        ground,
        low: high * 0.28,
        high,
        width: scale * (0.07 + nearness * 0.06),
        colour,
        haze,
        lit: hour.lit * (0.35 + nearness * 0.65),
      });
      drawGlow(canvas, { x: width / 2, y: ground, radius: width * 0.7 }, haze, 0.12 * (1 - nearness));
    }
    if (hasRiver) drawRiver(canvas, Math.round(ground), seed + 9, mix(hex(hour.near), hex(hour.far), 0.25));
  };
  return { caption: `A skyline ${hasRiver ? 'by the river ' : ''}${hour.words}`, draw };
};
