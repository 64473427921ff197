import type { Colour, Ramp } from './colour.ts';

/** A picture that is being drawn: rows from the top, 3 bytes (red, green, blue) a pixel. */
export type Canvas = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** The length of (x, y); several times faster than `Math.hypot`, which guards against overflow. */
export const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** A box in pixels; fractions are allowed. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export const createCanvas = (width: number, height: number): Canvas => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 3),
});

/** 0 below `from`, 1 above `to`, smooth between; `from` may be the larger one. */
export const smoothstep = (from: number, to: number, value: number): number => {
  const share = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
};

/** Lays a colour over a pixel; outside of the canvas nothing happens. */
export const paint = ({ width, height, data }: Canvas, x: number, y: number, colour: Colour, alpha: number): void => {
  if (alpha <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 3;
  const share = alpha < 1 ? alpha : 1;
  data[at] = (data[at] ?? 0) * (1 - share) + colour.r * share;
  data[at + 1] = (data[at + 1] ?? 0) * (1 - share) + colour.g * share;
  data[at + 2] = (data[at + 2] ?? 0) * (1 - share) + colour.b * share;
};

/** Adds light of a colour to a pixel; bright pixels take less of it. */
export const lighten = (
  { width, height, data }: Canvas,
  x: number,
  y: number,
  colour: Colour,
  amount: number,
): void => {
  if (amount <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 3;
  const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  data[at] = red + colour.r * amount * (1 - red / 255);
  data[at + 1] = green + colour.g * amount * (1 - green / 255);
  data[at + 2] = blue + colour.b * amount * (1 - blue / 255);
};

/** Calls back for every pixel of a box that is on the canvas. */
export const eachPixel = (canvas: Canvas, box: Box, visit: (x: number, y: number) => void): void => {
  const [left, right] = [Math.max(0, Math.floor(box.left)), Math.min(canvas.width, Math.ceil(box.right))];
  const [top, bottom] = [Math.max(0, Math.floor(box.top)), Math.min(canvas.height, Math.ceil(box.bottom))];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) visit(x, y);
};

/** Fills rows from `top` to `bottom` with a gradient that goes down. */
export const fillDown = (canvas: Canvas, ramp: Ramp, { top = 0, bottom = canvas.height } = {}): void => {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(canvas.height, bottom); y++) {
    const { r, g, b } = ramp((y - top) / (bottom - top));
    for (let at = y * canvas.width * 3, end = at + canvas.width * 3; at < end; at += 3) {
      canvas.data[at] = r;
      canvas.data[at + 1] = g;
      canvas.data[at + 2] = b;
    }
  }
};
