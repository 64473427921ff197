import { eachPixel, paint, smoothstep } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { mix } from './colour.ts';
import type { Colour } from './colour.ts';

/** How wide a petal is along its length (from the heart to the tip, in 65 steps), as a share of its widest. */
export const petalOutline = (point: number): Float32Array =>
  Float32Array.from({ length: 65 }, (_, step) => {
    const along = step / 64;
    const round = Math.sqrt(Math.max(0, 1 - (2 * along - 1) ** 2)) * (0.65 + 0.5 * along);
    const pointed = Math.max(0, Math.sin(Math.PI * along ** 0.8)) ** (1 + 0.25 * point);
    return round * (1 - point) + pointed * point;
  });

/** Draws a petal or a leaf from its foot at (x, y) in the direction of `angle`. */
export const drawPetal = (
  canvas: Canvas,
  petal: {
    readonly x: number;
    readonly y: number;
    readonly angle: number;
    readonly length: number;
    readonly width: number;
    readonly outline: Float32Array;
    readonly inner: Colour;
    readonly outer: Colour;
  },
): void => {
  const [sin, cos] = [Math.sin(petal.angle), Math.cos(petal.angle)];
  const [tipX, tipY] = [petal.x + cos * petal.length, petal.y + sin * petal.length];
  const reach = petal.width * petal.length * 1.2 + 2;
  const box = {
    left: Math.min(petal.x, tipX) - reach,
    top: Math.min(petal.y, tipY) - reach,
    right: Math.max(petal.x, tipX) + reach,
    bottom: Math.max(petal.y, tipY) + reach,
  };
  eachPixel(canvas, box, (x, y) => {
    const [dx, dy] = [x + 0.5 - petal.x, y + 0.5 - petal.y];
    const along = (dx * cos + dy * sin) / petal.length;
    if (along < 0 || along > 1.02) return;
    const across = (dy * cos - dx * sin) / (petal.length * petal.width);
    if (across > 1.3 || across < -1.3) return;
    const edge = petal.outline[Math.min(64, Math.round(along * 64))] ?? 0;
    const inside = (edge - Math.abs(across)) * petal.length * petal.width;
    // A shadow around each petal lifts it off the ones below.
    if (inside <= 0) {
      paint(canvas, x, y, { r: 20, g: 8, b: 16 }, 0.22 * (1 + inside / 4) * (inside > -4 ? 1 : 0));
      return;
    }
    const vein = 0.06 * Math.cos(across * 16) * (1 - along);
    const fold = Math.abs(across) < 0.07 ? 0.1 : 0;
    const shade = mix(petal.inner, petal.outer, smoothstep(0, 0.8, along) - vein - fold);
    const rim = smoothstep(0.35, 1, Math.abs(across) / Math.max(0.01, edge)) * 0.2;
    paint(canvas, x, y, mix(shade, petal.inner, rim), Math.min(1, inside + 0.3));
  });
};
