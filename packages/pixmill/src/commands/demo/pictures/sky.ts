import { eachPixel, lengthOf, lighten, paint, smoothstep } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix } from './colour.ts';
import type { Colour } from './colour.ts';
import { createField, createNoise, layeredNoise } from './noise.ts';
import type { Random } from './random.ts';
import { drawGlow } from './shapes.ts';

/** Clouds that are wider than high, more of them with a higher `cover` (0..1). */
export const drawClouds = (
  canvas: Canvas,
  {
    seed,
    bottom,
    cover,
    light,
    shade,
    stretch = 3,
  }: {
    readonly seed: number;
    readonly bottom: number;
    readonly cover: number;
    readonly light: Colour;
    readonly shade: Colour;
    readonly stretch?: number;
  },
): void => {
  const noise = createNoise(seed);
  const scale = 5 / canvas.width;
  const density = createField(canvas, 4, (x, y) => layeredNoise(noise, x * scale, y * scale * stretch, 5));
  eachPixel(canvas, { left: 0, top: 0, right: canvas.width, bottom }, (x, y) => {
    const value = density(x, y);
    const alpha = smoothstep(0.72 - cover * 0.4, 0.95 - cover * 0.4, value) * smoothstep(bottom, bottom * 0.6, y);
    if (alpha <= 0) return;
    const under = density(x, Math.max(0, y - canvas.height * 0.03));
    paint(canvas, x, y, mix(light, shade, smoothstep(-0.06, 0.1, under - value + 0.04)), alpha * 0.85);
  });
};

/** The tints that stars have. */
const STAR_TINTS: readonly [Colour, ...Colour[]] = [
  hex('#ffffff'),
  hex('#cfe0ff'),
  hex('#ffe6c4'),
  hex('#fff6e8'),
  hex('#b9cfff'),
];

/** Stars above `bottom`; a few are bright. `thinning` may make parts of the sky emptier (0 none, 1 all stars). */
export const drawStars = (
  canvas: Canvas,
  {
    random,
    bottom,
    density,
    thinning = () => 1,
  }: {
    readonly random: Random;
    readonly bottom: number;
    /** Stars for 1,000 pixels. */
    readonly density: number;
    readonly thinning?: (x: number, y: number) => number;
  },
): void => {
  const count = (canvas.width * bottom * density) / 1000;
  const size = canvas.width / 500;
  for (let star = 0; star < count; star++) {
    const x = random.between(0, canvas.width);
    const y = random.between(0, bottom);
    const magnitude = random.next() ** 5;
    const tint = random.pick(STAR_TINTS);
    if (random.next() > thinning(x, y)) continue;
    lighten(canvas, Math.floor(x), Math.floor(y), tint, 0.25 + magnitude * 0.75);
    if (magnitude > 0.35) drawGlow(canvas, { x, y, radius: (1.5 + magnitude * 3.5) * size }, tint, 1.1);
  }
};

/** A sun or a moon with its light around it. */
export const drawSun = (
  canvas: Canvas,
  {
    x,
    y,
    radius,
    colour,
    glow,
    strength,
  }: {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly colour: Colour;
    readonly glow: Colour;
    readonly strength: number;
  },
): void => {
  drawGlow(canvas, { x, y, radius: radius * 7 }, glow, strength);
  drawGlow(canvas, { x, y, radius: radius * 2.6 }, glow, strength);
  eachPixel(canvas, { left: x - radius, top: y - radius, right: x + radius + 1, bottom: y + radius + 1 }, (px, py) => {
    const distance = lengthOf(px + 0.5 - x, py + 0.5 - y);
    paint(canvas, px, py, colour, Math.max(0, Math.min(1, radius + 0.5 - distance)));
  });
};
