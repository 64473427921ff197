import { eachPixel, fillDown, lighten, smoothstep } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix, rampOfHex } from './colour.ts';
import type { Colour } from './colour.ts';
import { createField, createNoise, layeredNoise } from './noise.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { createRidge, drawFirs, fillRidge } from './ridges.ts';
import type { Scene, SceneKind } from './scene.ts';
import { drawDisc, drawGlow, drawTriangle } from './shapes.ts';
import { drawStars, drawSun } from './sky.ts';

const SKIES: readonly [string, ...string[]] = [
  '#070b24 #16235a #3c4f96 #8a7fb5',
  '#0a0a1f #24184f #5a2f74 #b2628a',
  '#04141f #0c3347 #1f6670 #6fae9a',
  '#0b1030 #1d2c6b #4167a8 #9cb8d8',
  '#120a24 #33225f #6d4a8f #d9908a',
];

/** The Milky Way: a bright band across the sky with dark dust in it. */
const drawGalaxy = (canvas: Canvas, random: Random, bottom: number): void => {
  const { width, height } = canvas;
  const noise = createNoise(random.whole(1, 1e9));
  const angle = random.pick([-1, 1]) * random.between(0.5, 1.15);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const middle = { x: width * random.between(0.4, 0.6), y: bottom * random.between(0.4, 0.55) };
  const [warm, cold] = [hex('#ffd2b8'), hex('#9fb8ff')];
  const reach = height * random.between(0.13, 0.2);
  const band = createField(canvas, 3, (x, y) => {
    const across = ((x - middle.x) * -sin + (y - middle.y) * cos) / reach;
    const along = ((x - middle.x) * cos + (y - middle.y) * sin) / reach;
    const cloud = layeredNoise(noise, along * 1.1, across * 1.6, 5);
    const dust =
      smoothstep(0.45, 0.68, layeredNoise(noise, along * 0.9 + 40, across * 2.2, 5)) * Math.exp(-(across ** 2) * 2.5);
    return Math.max(0, Math.exp(-(across ** 2)) * (0.25 + cloud * 1.1) - dust * 0.75);
  });
  eachPixel(canvas, { left: 0, top: 0, right: width, bottom: height }, (x, y) => {
    const light = band(x, y);
    lighten(canvas, x, y, mix(cold, warm, smoothstep(0.2, 0.75, light)), light * 0.75);
  });
  drawStars(canvas, { random, bottom: height, density: 12, thinning: (x, y) => band(x, y) });
};

/** Northern lights: curtains that hang from wavy lines. */
const drawAurora = (canvas: Canvas, random: Random, bottom: number): void => {
  const { width } = canvas;
  const noise = createNoise(random.whole(1, 1e9));
  const [low, high] = random.pick([
    [hex('#5dffb0'), hex('#a45cff')],
    [hex('#7dffd8'), hex('#4a7bff')],
    [hex('#b4ff7a'), hex('#ff5fa8')],
  ] as const satisfies readonly [readonly [Colour, Colour], ...(readonly [Colour, Colour])[]]);
  for (let curtain = 0; curtain < 3; curtain++) {
    const level = bottom * random.between(0.5, 0.85);
    const tall = bottom * random.between(0.4, 0.7);
    for (let x = 0; x < width; x++) {
      const at = (x / width) * 3 + curtain * 9;
      const foot = level + (layeredNoise(noise, at, curtain, 3) - 0.5) * bottom * 0.55;
      const strength =
        (0.15 + 0.85 * layeredNoise(noise, at * 9, 20 + curtain, 3) ** 1.5) *
        smoothstep(0.2, 0.65, noise(at * 0.9, 33 + curtain));
      const top = Math.max(0, Math.floor(foot - tall));
      for (let y = top; y < Math.min(bottom, foot + bottom * 0.04); y++) {
        const up = (foot - y) / tall;
        const light = up < 0 ? smoothstep(-0.06, 0, up) : Math.max(0, 1 - up) ** 1.6;
        lighten(canvas, x, y, mix(low, high, smoothstep(0.1, 0.75, up)), light * strength * 0.95);
      }
    }
  }
};

/** A moon with its seas, full or waning. */
const drawMoon = (canvas: Canvas, random: Random, bottom: number): void => {
  const radius = canvas.height * random.between(0.1, 0.17);
  const moon = { x: canvas.width * random.between(0.3, 0.7), y: bottom * random.between(0.35, 0.55), radius };
  const colour = random.pick([hex('#fdf6e3'), hex('#ffe3b0'), hex('#eef3ff')]);
  drawSun(canvas, { ...moon, colour, glow: mix(colour, hex('#8fa8ff'), 0.5), strength: 0.5 });
  for (let sea = 0; sea < 9; sea++) {
    const [turn, out] = [random.between(0, 7), Math.sqrt(random.next()) * 0.72];
    const spot = { x: moon.x + Math.cos(turn) * out * radius, y: moon.y + Math.sin(turn) * out * radius };
    drawDisc(canvas, { ...spot, radius: radius * random.between(0.06, 0.22) }, mix(colour, hex('#7a7f99'), 0.55), 0.35);
  }
};

const drawTent = (canvas: Canvas, x: number, ground: number, size: number): void => {
  drawGlow(canvas, { x, y: ground - size * 0.4, radius: size * 3 }, hex('#ffb45e'), 0.6);
  drawTriangle(
    canvas,
    { tip: { x, y: ground - size }, left: x - size * 0.95, right: x + size * 0.95, base: ground },
    hex('#ff9d45'),
  );
  drawTriangle(
    canvas,
    { tip: { x, y: ground - size * 0.8 }, left: x - size * 0.25, right: x + size * 0.25, base: ground },
    hex('#ffe6a8'),
  );
};

type Kind = { readonly words: string; readonly draw: (canvas: Canvas, random: Random, bottom: number) => void };

const KINDS: readonly [Kind, ...Kind[]] = [
  { words: 'The Milky Way', draw: drawGalaxy },
  { words: 'Northern lights', draw: drawAurora },
  { words: 'A full moon', draw: drawMoon },
];

/** A sky full of stars over dark hills. */
export const nightSky: SceneKind = (random): Scene => {
  const kind = random.pick(KINDS);
  const sky = random.pick(SKIES);
  const ground = random.pick(['a fir wood', 'dark hills', 'a lit tent', 'a ridge']);
  const seed = random.whole(1, 1e9);
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    const { width, height } = canvas;
    const horizon = height * own.between(0.72, 0.86);
    fillDown(canvas, rampOfHex(sky), { bottom: horizon * 1.1 });
    fillDown(canvas, rampOfHex('#000000'), { top: horizon * 1.1 });
    drawStars(canvas, { random: own, bottom: horizon, density: own.between(2, 6) });
    kind.draw(canvas, own, horizon);
    const dark = mix(hex(sky.slice(0, 7)), hex('#000000'), 0.45);
    const level = { sharpness: ground === 'a ridge' ? 0.9 : 0.1, bumps: own.between(2, 5), relief: height * 0.07 };
    const back = createRidge(width, { seed: seed + 1, level: horizon, ...level });
    const front = createRidge(width, { seed: seed + 2, level: horizon + height * 0.08, ...level, sharpness: 0 });
    const crest = mix(dark, hex(sky.slice(-7)), 0.28);
    fillRidge(canvas, back, { crest, foot: dark, fade: height * 0.15 });
    fillRidge(canvas, front, { crest: dark, foot: mix(dark, hex('#000000'), 0.5), fade: height * 0.2 });
    if (ground === 'a fir wood') {
      drawFirs(canvas, front, {
        random: own,
        height: height * 0.2,
        spacing: height * 0.05,
        colour: mix(dark, hex('#000000'), 0.35),
      });
    }
    if (ground === 'a lit tent') {
      const x = Math.round(width * own.between(0.25, 0.75));
      drawTent(canvas, x, (front[x] ?? horizon) + height * 0.03, height * 0.075);
    }
  };
  return { caption: `${kind.words} above ${ground}`, draw };
};
