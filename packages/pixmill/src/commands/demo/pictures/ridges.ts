import { paint } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { mix } from './colour.ts';
import type { Colour } from './colour.ts';
import { createNoise, layeredNoise } from './noise.ts';
import type { Random } from './random.ts';
import { drawTriangle } from './shapes.ts';

/** The upper edge of a range of hills: one height a column, in pixels from the top. */
export type Ridge = Float32Array;

/** Makes a ridge around `level` that goes `relief` up and down; `sharpness` 0 is rolling hills, 1 is peaks. */
export const createRidge = (
  width: number,
  {
    seed,
    level,
    relief,
    bumps,
    sharpness,
  }: {
    readonly seed: number;
    readonly level: number;
    readonly relief: number;
    /** Hills over the whole width. */
    readonly bumps: number;
    readonly sharpness: number;
  },
): Ridge => {
  const noise = createNoise(seed);
  return Float32Array.from({ length: width }, (_, x) => {
    const at = (x / width) * bumps;
    const rolling = layeredNoise(noise, at, 0.5, 5);
    const peaked = 1 - Math.abs(2 * layeredNoise(noise, at * 0.8, 7.5, 5) - 1) * 1.6;
    return level - relief * ((rolling * 2 - 1) * (1 - sharpness) + (peaked * 1.6 - 1) * sharpness);
  });
};

/** Fills everything below a ridge: `crest` at its edge, fading to `foot` over `fade` pixels. */
export const fillRidge = (
  canvas: Canvas,
  ridge: Ridge,
  { crest, foot, fade }: { readonly crest: Colour; readonly foot: Colour; readonly fade: number },
): void => {
  const shades = Array.from({ length: 65 }, (_, step) => mix(crest, foot, step / 64));
  for (const [x, top] of ridge.entries()) {
    const first = Math.floor(top);
    for (let y = Math.max(0, first); y < canvas.height; y++) {
      const shade = shades[Math.min(64, Math.max(0, Math.floor(((y - top) / fade) * 64)))] ?? foot;
      paint(canvas, x, y, shade, y === first ? 1 - (top - first) : 1);
    }
  }
};

/** Snow on the upper part of a ridge, with ragged lower ends. */
export const drawSnow = (
  canvas: Canvas,
  ridge: Ridge,
  {
    seed,
    line,
    snow,
    shadow,
  }: { readonly seed: number; readonly line: number; readonly snow: Colour; readonly shadow: Colour },
): void => {
  const noise = createNoise(seed);
  const scale = 12 / canvas.width;
  for (const [x, top] of ridge.entries()) {
    const slope = (ridge[Math.min(ridge.length - 1, x + 3)] ?? top) - (ridge[Math.max(0, x - 3)] ?? top);
    const reach = line - top;
    if (reach <= 0) continue;
    for (let y = Math.max(0, Math.floor(top)); y < top + reach && y < canvas.height; y++) {
      const ragged = layeredNoise(noise, x * scale * 3, y * scale * 1.2, 3);
      const depth = (y - top) / reach;
      const lit = slope + (ragged - 0.5) * 10 > 0 ? snow : shadow;
      if (depth < ragged * 1.35)
        paint(canvas, x, y, lit, y < top ? 1 - (top - y) : Math.min(1, (ragged * 1.35 - depth) * 8));
    }
  }
};

/** A wood of firs along a ridge. */
export const drawFirs = (
  canvas: Canvas,
  ridge: Ridge,
  {
    random,
    height,
    spacing,
    colour,
  }: { readonly random: Random; readonly height: number; readonly spacing: number; readonly colour: Colour },
): void => {
  for (let x = -spacing; x < canvas.width + spacing; x += spacing * random.between(0.4, 1.3)) {
    const ground = (ridge[Math.max(0, Math.min(ridge.length - 1, Math.round(x)))] ?? 0) + height * 0.12;
    const tall = height * random.between(0.45, 1.1);
    const tiers = 4;
    for (let tier = 0; tier < tiers; tier++) {
      const top = ground - tall * (1 - tier * 0.2);
      const base = ground - tall * (0.62 - tier * 0.205);
      const half = tall * (0.1 + tier * 0.045);
      drawTriangle(canvas, { tip: { x, y: top }, left: x - half, right: x + half, base }, colour);
    }
  }
};
